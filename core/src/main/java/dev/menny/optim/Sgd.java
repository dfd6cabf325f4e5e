package dev.menny.optim;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.SgdSpec;
import dev.menny.tensor.Gradient;
import dev.menny.tensor.ParameterArena;
import java.util.List;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum v + g + weightDecay w}, then
 * {@code w = w - learningRate v} (Sutskever et al., "On the importance of initialization and momentum", 2013, in the
 * form of most libraries).
 */
public final class Sgd implements Optimizer {
    /** The usual momentum. */
    public static final double MOMENTUM = 0.9;

    private final SgdSpec unclipped;
    private Clipping clipping = Clipping.OFF;
    private long steps;

    /** An SGD with the usual momentum and no weight decay. */
    public Sgd(double learningRate) {
        this(learningRate, MOMENTUM, 0);
    }

    /**
     * An SGD.
     *
     * @param learningRate step size, above 0
     * @param momentum share of the last velocity that is kept, in [0, 1)
     * @param weightDecay L2 penalty, at least 0
     */
    public Sgd(double learningRate, double momentum, double weightDecay) {
        this.unclipped = new SgdSpec(
                Settings.positive("learning rate", learningRate),
                Settings.fraction("momentum", momentum),
                Settings.notNegative("weight decay", weightDecay));
    }

    /**
     * Scales each step's gradients down to this norm if that of all of them together is larger (Pascanu et al., "On the
     * difficulty of training recurrent neural networks", 2013). A step whose norm is no finite number is then refused with
     * a {@link NonFiniteGradientException}, before anything changes.
     *
     * @param maxNorm above 0; infinite, the default, for no clipping
     * @return this
     */
    public Sgd clipNorm(double maxNorm) {
        clipping = new Clipping(maxNorm);
        return this;
    }

    @Override
    public void step(ParameterArena parameters) {
        Kernels kernels = parameters.backend().kernels();
        List<DeviceBuffer> values = parameters.values();
        List<Gradient> gradients = parameters.gradients();
        SgdSpec spec = unclipped.withGradientScale(clipping.scale(kernels, gradients));
        List<DeviceBuffer> velocities = parameters.state("velocity");
        steps++;
        for (int i = 0; i < values.size(); i++) {
            DeviceBuffer w = values.get(i);
            DeviceBuffer velocity = velocities.get(i);
            switch (gradients.get(i)) {
                case Gradient.Dense dense -> kernels.sgd(spec, w, dense.values(), velocity);
                case Gradient.OuterProduct factors ->
                    kernels.sgdOuter(
                            spec,
                            factors.spec(),
                            factors.x().buffer(),
                            factors.dy().buffer(),
                            w,
                            velocity);
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
        return "SGD(learning rate %s, momentum %s, weight decay %s%s)"
                .formatted(unclipped.learningRate(), unclipped.momentum(), unclipped.weightDecay(), clipping.text());
    }
}
