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
 */
public record AdamWSpec(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay, long step) {
    /** {@code 1 - beta1^step}. */
    public double correction1() {
        return 1 - Math.pow(beta1, (double) step);
    }

    /** {@code 1 - beta2^step}. */
    public double correction2() {
        return 1 - Math.pow(beta2, (double) step);
    }
}
