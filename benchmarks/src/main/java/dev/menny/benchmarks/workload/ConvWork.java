package dev.menny.benchmarks.workload;

/**
 * A convolution.
 *
 * @param shape its sizes
 * @param pass what of it is computed
 */
public record ConvWork(ConvShape shape, ConvPass pass) implements Work {
    // The shortest vectors that Winograd's transforms are worth their while for.
    private static final int VECTOR = 16;
    private static final int WINDOW = 4;

    @Override
    public double flops() {
        int passes = pass.isForwardAndGradients() ? 1 + gradients() : 1;
        return passes * shape.flops();
    }

    private int gradients() {
        return shape.isFirstLayer() ? 1 : 2;
    }

    @Override
    public double bytes(int activationBytes) {
        double x = activationBytes * (double) shape.inputLength();
        double y = activationBytes * (double) shape.outputLength();
        double w = Float.BYTES * (double) shape.weightLength();
        double pooled = y / WINDOW;
        double mask = shape.outputLength() / (double) WINDOW;
        double dx = shape.isFirstLayer() ? 0 : x;
        return switch (pass) {
            case FORWARD, BACKWARD_DATA, BACKWARD_FILTER -> x + w + y;
            // Each of x, w and y's gradient is read once more, each of the gradients written once.
            case FORWARD_AND_GRADIENTS -> (x + w + y) + (x + w + y) + (dx + w);
            case BLOCK_FORWARD -> x + w + pooled;
            case BLOCK_FORWARD_AND_GRADIENTS -> (x + w + pooled + mask) + (x + w + pooled + mask) + (dx + w);
        };
    }

    @Override
    public boolean effective() {
        return shape.c() % VECTOR == 0 && shape.k() % VECTOR == 0;
    }
}
