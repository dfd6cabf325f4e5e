package dev.menny.backend.host;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;
import java.util.Arrays;

/** Pooling of any size and stride, one task a few rows. */
final class PoolLoops {
    private PoolLoops() {}

    /** Output rows that one task computes, so that it is worth handing out. */
    static int rowsPerTask(Pool2dSpec spec) {
        return Math.max(1, Tile.GRAIN / (spec.ow() * spec.c()));
    }

    /** The first row of the input, counted over all images, that belongs to a row of the output. */
    static int inputRow(Pool2dSpec spec, int outputRow) {
        return outputRow / spec.oh() * spec.h() + outputRow % spec.oh() * spec.stride();
    }

    /** The first element of the window behind an output pixel, counted over all images. */
    private static int windowStart(Pool2dSpec spec, int pixel) {
        int column = pixel % spec.ow() * spec.stride();
        return (inputRow(spec, pixel / spec.ow()) * spec.w() + column) * spec.c();
    }

    static void forward(ThreadTeam team, Pool2dSpec spec, HostBuffer x, HostBuffer y) {
        boolean average = spec.pooling() == Pooling.AVERAGE;
        boolean halves = average && spec.size() == 2;
        team.runRanges((long) spec.n() * spec.oh(), rowsPerTask(spec), (from, to) -> {
            for (int pixel = from * spec.ow(); pixel < to * spec.ow(); pixel++) {
                int xAt = x.offset() + windowStart(spec, pixel);
                int yAt = y.offset() + pixel * spec.c();
                if (halves) {
                    averageOfFour(spec, x.floats(), xAt, y.floats(), yAt);
                } else if (average) {
                    average(spec, x.floats(), xAt, y.floats(), yAt);
                } else {
                    max(spec, x.floats(), xAt, y.floats(), yAt);
                }
            }
        });
    }

    private static void averageOfFour(Pool2dSpec spec, float[] x, int xAt, float[] y, int yAt) {
        int right = spec.c();
        int below = spec.w() * spec.c();
        for (int c = 0; c < spec.c(); c++) {
            float upper = x[xAt + c] + x[xAt + right + c];
            float lower = x[xAt + below + c] + x[xAt + below + right + c];
            y[yAt + c] = 0.25f * (upper + lower);
        }
    }

    private static void average(Pool2dSpec spec, float[] x, int xAt, float[] y, int yAt) {
        float share = 1f / (spec.size() * spec.size());
        Arrays.fill(y, yAt, yAt + spec.c(), 0);
        for (int i = 0; i < spec.size(); i++) {
            for (int j = 0; j < spec.size(); j++) {
                int at = xAt + (i * spec.w() + j) * spec.c();
                for (int c = 0; c < spec.c(); c++) {
                    y[yAt + c] += share * x[at + c];
                }
            }
        }
    }

    private static void max(Pool2dSpec spec, float[] x, int xAt, float[] y, int yAt) {
        System.arraycopy(x, xAt, y, yAt, spec.c());
        for (int i = 0; i < spec.size(); i++) {
            for (int j = 0; j < spec.size(); j++) {
                int at = xAt + (i * spec.w() + j) * spec.c();
                for (int c = 0; c < spec.c(); c++) {
                    y[yAt + c] = Math.max(y[yAt + c], x[at + c]);
                }
            }
        }
    }

    /** One task an image: windows may overlap, and no two tasks may add to the same element. */
    static void backward(ThreadTeam team, Pool2dSpec spec, HostBuffer x, HostBuffer dy, GradientBuffer dx) {
        HostBuffer target = HostBuffer.of(dx.buffer());
        int imageLength = spec.h() * spec.w() * spec.c();
        team.run(spec.n(), image -> {
            int start = target.offset() + image * imageLength;
            if (!dx.accumulate()) {
                Arrays.fill(target.floats(), start, start + imageLength, 0);
            }
            int windows = spec.oh() * spec.ow();
            for (int pixel = image * windows; pixel < (image + 1) * windows; pixel++) {
                int window = windowStart(spec, pixel);
                int dyAt = dy.offset() + pixel * spec.c();
                if (spec.pooling() == Pooling.AVERAGE) {
                    spread(spec, dy.floats(), dyAt, target.floats(), target.offset() + window);
                } else {
                    giveToLargest(spec, x, dy.floats(), dyAt, target, window);
                }
            }
        });
    }

    private static void spread(Pool2dSpec spec, float[] dy, int dyAt, float[] dx, int dxAt) {
        float share = 1f / (spec.size() * spec.size());
        for (int i = 0; i < spec.size(); i++) {
            for (int j = 0; j < spec.size(); j++) {
                int at = dxAt + (i * spec.w() + j) * spec.c();
                for (int c = 0; c < spec.c(); c++) {
                    dx[at + c] += share * dy[dyAt + c];
                }
            }
        }
    }

    private static void giveToLargest(Pool2dSpec spec, HostBuffer x, float[] dy, int dyAt, HostBuffer dx, int window) {
        for (int c = 0; c < spec.c(); c++) {
            int largest = largest(spec, x.floats(), x.offset() + window + c) - x.offset();
            dx.floats()[dx.offset() + largest] += dy[dyAt + c];
        }
    }

    /** The index in x of the first largest element of a window. */
    private static int largest(Pool2dSpec spec, float[] x, int window) {
        int best = window;
        for (int i = 0; i < spec.size(); i++) {
            for (int j = 0; j < spec.size(); j++) {
                int at = window + (i * spec.w() + j) * spec.c();
                best = x[at] > x[best] ? at : best;
            }
        }
        return best;
    }
}
