package dev.menny.backend;

/**
 * The numbers of one step of stochastic gradient descent with momentum.
 *
 * @param learningRate step size
 * @param momentum share of the last velocity that is kept, in [0, 1)
 * @param weightDecay L2 penalty, added to the gradient as {@code weightDecay * w}
 * @param gradientScale multiplies each gradient before anything else, in (0, 1]; 1 changes no bit
 */
public record SgdSpec(double learningRate, double momentum, double weightDecay, double gradientScale) {
    /** A step along the gradient as it is. */
    public SgdSpec(double learningRate, double momentum, double weightDecay) {
        this(learningRate, momentum, weightDecay, 1);
    }

    /** The same along a scaled gradient. */
    public SgdSpec withGradientScale(double scale) {
        return new SgdSpec(learningRate, momentum, weightDecay, scale);
    }
}
