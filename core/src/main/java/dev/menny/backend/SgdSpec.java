package dev.menny.backend;

/**
 * The numbers of one step of stochastic gradient descent with momentum.
 *
 * @param learningRate step size
 * @param momentum share of the last velocity that is kept, in [0, 1)
 * @param weightDecay L2 penalty, added to the gradient as {@code weightDecay * w}
 */
public record SgdSpec(double learningRate, double momentum, double weightDecay) {}
