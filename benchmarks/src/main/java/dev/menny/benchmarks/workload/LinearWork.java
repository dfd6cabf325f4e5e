package dev.menny.benchmarks.workload;

/**
 * A fully connected layer.
 *
 * @param n rows of the batch
 * @param in input features
 * @param out output features
 * @param pass what of it is computed
 */
public record LinearWork(int n, int in, int out, Pass pass) implements Work {
    /** What of the layer is computed. */
    public enum Pass {
        /** {@code y = x w^T + b}. */
        FORWARD,
        /** {@code dx = dy w}. */
        BACKWARD_DATA,
        /** {@code dw = dy^T x}, and the column sums of dy. */
        BACKWARD_FILTER
    }

    /** Elements of the weights. */
    public long weightLength() {
        return (long) in * out;
    }

    @Override
    public double flops() {
        return 2.0 * n * weightLength();
    }

    @Override
    public double bytes(int activationBytes) {
        return (double) Float.BYTES * weightLength() + (double) activationBytes * n * (in + out);
    }

    @Override
    public boolean effective() {
        return false;
    }
}
