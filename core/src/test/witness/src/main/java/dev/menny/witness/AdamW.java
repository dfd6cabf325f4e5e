package dev.menny.witness;

import static java.util.Map.entry;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.Map;

/**
 * AdamW as published (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019) and as torch.optim has
 * it: decay apart from the gradient, bias-corrected moments, epsilon outside the corrected root. Written out in tensor
 * operations, because DJL's optimizer of this name computes something else.
 */
final class AdamW {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 1e-2;

    private final double learningRate;
    private final Map<String, NDArray> first = new HashMap<>();
    private final Map<String, NDArray> second = new HashMap<>();
    private int step;

    AdamW(double learningRate) {
        this.learningRate = learningRate;
    }

    Map<String, Number> settings() {
        return Map.ofEntries(
                entry("learning_rate", learningRate),
                entry("beta1", BETA1),
                entry("beta2", BETA2),
                entry("epsilon", EPSILON),
                entry("weight_decay", WEIGHT_DECAY));
    }

    /** Call once before the updates of a step. */
    void nextStep() {
        step++;
    }

    /** The parameter after this step; the one given stays as it is. */
    NDArray update(String name, NDArray parameter, NDArray gradient) {
        NDArray g = gradient.stopGradient();
        NDArray m = first.getOrDefault(name, g.zerosLike()).mul(BETA1).add(g.mul(1 - BETA1));
        NDArray v = second.getOrDefault(name, g.zerosLike())
                .mul(BETA2)
                .add(g.square().mul(1 - BETA2));
        first.put(name, m);
        second.put(name, v);
        NDArray decayed = parameter.stopGradient().mul(1 - learningRate * WEIGHT_DECAY);
        NDArray direction = m.div(divisor(name).add(EPSILON));
        return decayed.sub(direction.mul(learningRate / (1 - Math.pow(BETA1, step))));
    }

    /** The corrected root of the second moment at the last update, without epsilon. */
    NDArray divisor(String name) {
        return second.get(name).sqrt().div(Math.sqrt(1 - Math.pow(BETA2, step)));
    }
}
