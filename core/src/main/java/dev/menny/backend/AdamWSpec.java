package dev.menny.backend;

/**
 * The numbers of one AdamW step (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019).
 *
 * @param learningRate step size
 * @param beta1 decay of the first moment, in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment
 * @param weightDecay decoupled decay; a step multiplies weights by {@code 1 - learningRate * weightDecay}
 * @param step number of this step, counted from 1, for the bias correction
 * @param gradientScale multiplies each gradient before anything else, in (0, 1]; 1 changes no bit
 */
public record AdamWSpec(
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        long step,
        double gradientScale) {
    /** A step along the gradient as it is. */
    public AdamWSpec(double learningRate, double beta1, double beta2, double epsilon, double weightDecay, long step) {
        this(learningRate, beta1, beta2, epsilon, weightDecay, step, 1);
    }

    /** The same along a scaled gradient. */
    public AdamWSpec withGradientScale(double scale) {
        return new AdamWSpec(learningRate, beta1, beta2, epsilon, weightDecay, step, scale);
    }

    /** {@code 1 - beta1^step}. */
    public double correction1() {
        return 1 - Math.pow(beta1, (double) step);
    }

    /** {@code 1 - beta2^step}. */
    public double correction2() {
        return 1 - Math.pow(beta2, (double) step);
    }
}
