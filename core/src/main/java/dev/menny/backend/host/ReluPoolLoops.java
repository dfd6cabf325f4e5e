package dev.menny.backend.host;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;
import org.jspecify.annotations.Nullable;

/** ReLU with 2x2 pooling of stride 2, one task a few rows of the output. */
final class ReluPoolLoops {
    private ReluPoolLoops() {}

    static void forward(ThreadTeam team, Pool2dSpec spec, HostBuffer x, HostBuffer y, @Nullable HostBuffer mask) {
        int rowLength = spec.ow() * spec.c();
        team.runRanges((long) spec.n() * spec.oh(), PoolLoops.rowsPerTask(spec), (from, to) -> {
            byte[] bits = new byte[rowLength];
            for (int row = from; row < to; row++) {
                forwardRow(spec, row, x, y, bits);
                if (mask != null) {
                    System.arraycopy(bits, 0, mask.bytes(), mask.offset() + row * rowLength, rowLength);
                }
            }
        });
    }

    private static void forwardRow(Pool2dSpec spec, int row, HostBuffer x, HostBuffer y, byte[] bits) {
        int xAt = x.offset() + PoolLoops.inputRow(spec, row) * spec.w() * spec.c();
        int yAt = y.offset() + row * spec.ow() * spec.c();
        for (int ow = 0; ow < spec.ow(); ow++) {
            int pixel = ow * spec.c();
            if (spec.pooling() == Pooling.AVERAGE) {
                averagePixel(spec, x.floats(), xAt + 2 * pixel, y.floats(), yAt + pixel, bits, pixel);
            } else {
                maxPixel(spec, x.floats(), xAt + 2 * pixel, y.floats(), yAt + pixel, bits, pixel);
            }
        }
    }

    private static void averagePixel(Pool2dSpec spec, float[] x, int xAt, float[] y, int yAt, byte[] bits, int bitsAt) {
        int right = spec.c();
        int below = spec.w() * spec.c();
        for (int c = 0; c < spec.c(); c++) {
            float x00 = Math.max(x[xAt + c], 0);
            float x01 = Math.max(x[xAt + right + c], 0);
            float x10 = Math.max(x[xAt + below + c], 0);
            float x11 = Math.max(x[xAt + below + right + c], 0);
            y[yAt + c] = 0.25f * (x00 + x01 + (x10 + x11));
            bits[bitsAt + c] = (byte) ((x00 > 0 ? 1 : 0) | (x01 > 0 ? 2 : 0) | (x10 > 0 ? 4 : 0) | (x11 > 0 ? 8 : 0));
        }
    }

    private static void maxPixel(Pool2dSpec spec, float[] x, int xAt, float[] y, int yAt, byte[] bits, int bitsAt) {
        int right = spec.c();
        int below = spec.w() * spec.c();
        for (int c = 0; c < spec.c(); c++) {
            float x00 = x[xAt + c];
            float x01 = x[xAt + right + c];
            float x10 = x[xAt + below + c];
            float x11 = x[xAt + below + right + c];
            float upper = Math.max(x00, x01);
            float lower = Math.max(x10, x11);
            int upperBit = x01 > x00 ? 2 : 1;
            int lowerBit = x11 > x10 ? 8 : 4;
            int largestBit = lower > upper ? lowerBit : upperBit;
            float largest = Math.max(Math.max(upper, lower), 0);
            y[yAt + c] = largest;
            bits[bitsAt + c] = (byte) (largest > 0 ? largestBit : 0);
        }
    }

    static void backward(ThreadTeam team, Pool2dSpec spec, HostBuffer mask, HostBuffer dy, GradientBuffer dx) {
        team.runRanges((long) spec.n() * spec.oh(), PoolLoops.rowsPerTask(spec), (from, to) -> {
            for (int row = from; row < to; row++) {
                for (int element = 0; element < 4; element++) {
                    spread(spec, mask, dy, row, element, dx);
                }
            }
        });
    }

    /** Gives one of the four elements of every window in a row its share of dy, or 0 where its bit is not set. */
    private static void spread(
            Pool2dSpec spec, HostBuffer mask, HostBuffer dy, int row, int element, GradientBuffer dx) {
        HostBuffer target = HostBuffer.of(dx.buffer());
        float[] values = target.floats();
        int inputPixel = (PoolLoops.inputRow(spec, row) + element / 2) * spec.w() + element % 2;
        int to = target.offset() + inputPixel * spec.c();
        int from = row * spec.ow() * spec.c();
        float share = spec.pooling() == Pooling.AVERAGE ? 0.25f : 1;
        for (int ow = 0; ow < spec.ow(); ow++) {
            int pixel = ow * spec.c();
            for (int c = 0; c < spec.c(); c++) {
                // A mask of all or no bits: masks are as good as random, and branches on them would be mispredicted.
                int keep = -(mask.bytes()[mask.offset() + from + pixel + c] >> element & 1);
                float gradient = share * dy.floats()[dy.offset() + from + pixel + c];
                float kept = Float.intBitsToFloat(Float.floatToRawIntBits(gradient) & keep);
                int at = to + 2 * pixel + c;
                values[at] = dx.accumulate() ? values[at] + kept : kept;
            }
        }
    }
}
