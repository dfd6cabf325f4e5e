package dev.menny.benchmarks.workload;

/**
 * A step of AdamW over a flat run of parameters.
 *
 * @param parameters how many
 */
public record AdamWWork(int parameters) implements Work {
    /** Learning rate of all optimizers that are measured. */
    public static final double LEARNING_RATE = 1e-5;

    /** Weight decay of all optimizers that are measured. */
    public static final double WEIGHT_DECAY = 1e-4;

    /** Values, gradient and both moments are read, all but the gradient written. */
    public static final int PASSES = 7;

    // Two moments, two corrections, root, quotient, decay: a division or a root counts one.
    private static final int OPERATIONS = 14;

    @Override
    public double flops() {
        return (double) OPERATIONS * parameters;
    }

    @Override
    public double bytes(int activationBytes) {
        return (double) PASSES * Float.BYTES * parameters;
    }

    @Override
    public boolean effective() {
        return false;
    }
}
