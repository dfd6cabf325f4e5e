package dev.menny.optim;

import dev.menny.backend.AdamWSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Gradient;
import dev.menny.tensor.ParameterArena;
import java.util.List;

/**
 * Adam with decoupled weight decay and bias-corrected moments (Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization", 2019). Decay applies to all parameters, biases included.
 */
public final class AdamW implements Optimizer {
    /** The usual decay of the first moment. */
    public static final double BETA1 = 0.9;

    /** The usual decay of the second moment. */
    public static final double BETA2 = 0.999;

    /** The usual guard against a division by zero. */
    public static final double EPSILON = 1e-8;

    /** The usual weight decay. */
    public static final double WEIGHT_DECAY = 1e-2;

    private final double learningRate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private Clipping clipping = Clipping.OFF;
    private long steps;

    /** An AdamW with the usual betas, epsilon and weight decay. */
    public AdamW(double learningRate) {
        this(learningRate, WEIGHT_DECAY);
    }

    /** An AdamW with the usual betas and epsilon. */
    public AdamW(double learningRate, double weightDecay) {
        this(learningRate, BETA1, BETA2, EPSILON, weightDecay);
    }

    /**
     * An AdamW.
     *
     * @param learningRate step size, above 0
     * @param beta1 decay of the first moment, in [0, 1)
     * @param beta2 decay of the second moment, in [0, 1)
     * @param epsilon added to the root of the second moment, above 0
     * @param weightDecay decoupled decay, at least 0
     */
    public AdamW(double learningRate, double beta1, double beta2, double epsilon, double weightDecay) {
        this.learningRate = Settings.positive("learning rate", learningRate);
        this.beta1 = Settings.fraction("beta1", beta1);
        this.beta2 = Settings.fraction("beta2", beta2);
        this.epsilon = Settings.positive("epsilon", epsilon);
        this.weightDecay = Settings.notNegative("weight decay", weightDecay);
    }

    /**
     * Scales each step's gradients down to this norm if that of all of them together is larger (Pascanu et al., "On the
     * difficulty of training recurrent neural networks", 2013). A step whose norm is no finite number is then refused with
     * a {@link NonFiniteGradientException}, before anything changes.
     *
     * @param maxNorm above 0; infinite, the default, for no clipping
     * @return this
     */
    public AdamW clipNorm(double maxNorm) {
        clipping = new Clipping(maxNorm);
        return this;
    }

    @Override
    public void step(ParameterArena parameters) {
        Kernels kernels = parameters.backend().kernels();
        List<DeviceBuffer> values = parameters.values();
        List<Gradient> gradients = parameters.gradients();
        double scale = clipping.scale(kernels, gradients);
        List<DeviceBuffer> first = parameters.state("first moment");
        List<DeviceBuffer> second = parameters.state("second moment");
        // From here on nothing is refused: a step that was refused must not count.
        steps++;
        AdamWSpec spec = new AdamWSpec(learningRate, beta1, beta2, epsilon, weightDecay, steps, scale);
        for (int i = 0; i < values.size(); i++) {
            DeviceBuffer w = values.get(i);
            DeviceBuffer m = first.get(i);
            DeviceBuffer v = second.get(i);
            switch (gradients.get(i)) {
                case Gradient.Dense dense -> kernels.adamW(spec, w, dense.values(), m, v);
                case Gradient.OuterProduct factors ->
                    kernels.adamWOuter(
                            spec,
                            factors.spec(),
                            factors.x().buffer(),
                            factors.dy().buffer(),
                            w,
                            m,
                            v);
            }
        }
        parameters.clearGradients();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void resumeAt(long madeBefore) {
        steps = Settings.steps(madeBefore);
    }

    @Override
    public String toString() {
        return "AdamW(learning rate %s, weight decay %s%s)".formatted(learningRate, weightDecay, clipping.text());
    }
}
