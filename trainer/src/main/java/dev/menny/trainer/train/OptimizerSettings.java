package dev.menny.trainer.train;

import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.optim.Sgd;

/**
 * Which optimizer, and how strong.
 *
 * @param kind its rule
 * @param learningRate step size, above 0
 * @param weightDecay decoupled for AdamW, an L2 penalty for SGD; at least 0
 * @param clipNorm what the norm of all gradients together is scaled down to, above 0; infinite for no clipping
 */
public record OptimizerSettings(Kind kind, double learningRate, double weightDecay, double clipNorm) {
    /** Optimizers that a training can be told to use. */
    public enum Kind {
        /** With the usual betas; keeps two moments. */
        ADAMW(2),
        /** With the usual momentum; keeps a velocity. */
        SGD(1);

        private final int states;

        Kind(int states) {
            this.states = states;
        }

        /** Numbers that it keeps for each parameter value. */
        int states() {
            return states;
        }
    }

    /** Without clipping. */
    public OptimizerSettings(Kind kind, double learningRate, double weightDecay) {
        this(kind, learningRate, weightDecay, Double.POSITIVE_INFINITY);
    }

    /**
     * A fresh optimizer.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Optimizer create() {
        return switch (kind) {
            case ADAMW -> new AdamW(learningRate, weightDecay).clipNorm(clipNorm);
            case SGD -> new Sgd(learningRate, Sgd.MOMENTUM, weightDecay).clipNorm(clipNorm);
        };
    }
}
