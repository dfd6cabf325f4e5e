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

    static void forward(ThreadTeam team, Pool2dSpec spec, HostBuffer x, HostBuffer y) {
        boolean average = spec.pooling() == Pooling.AVERAGE;
        boolean halves = average && spec.size() == 2;
        team.runRanges((long) spec.n() * spec.oh(), rowsPerTask(spec), (from, to) -> {
            for (int pixel = from * spec.ow(); pixel < to * spec.ow(); pixel++) {
                int row = inputRow(spec, pixel / spec.ow());
                int xAt = x.offset() + (row * spec.w() + pixel % spec.ow() * spec.stride()) * spec.c();
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
        for (int c = 0; c < spec.c(); c++) {
            float sum = 0;
            for (int i = 0; i < spec.size(); i++) {
                for (int j = 0; j < spec.size(); j++) {
                    sum += x[xAt + (i * spec.w() + j) * spec.c() + c];
                }
            }
            y[yAt + c] = share * sum;
        }
    }

    private static void max(Pool2dSpec spec, float[] x, int xAt, float[] y, int yAt) {
        for (int c = 0; c < spec.c(); c++) {
            float largest = x[xAt + c];
            for (int i = 0; i < spec.size(); i++) {
                for (int j = 0; j < spec.size(); j++) {
                    largest = Math.max(largest, x[xAt + (i * spec.w() + j) * spec.c() + c]);
                }
            }
            y[yAt + c] = largest;
        }
    }

    /** A task owns rows of dx and gathers from every window that covers them: windows may overlap, writes may not. */
    static void backward(ThreadTeam team, Pool2dSpec spec, HostBuffer x, HostBuffer dy, GradientBuffer dx) {
        HostBuffer target = HostBuffer.of(dx.buffer());
        int rowLength = spec.w() * spec.c();
        team.runRanges((long) spec.n() * spec.h(), rowsPerTask(spec), (from, to) -> {
            for (int row = from; row < to; row++) {
                int start = target.offset() + row * rowLength;
                if (!dx.accumulate()) {
                    Arrays.fill(target.floats(), start, start + rowLength, 0);
                }
                gatherRow(spec, x, dy, target, row);
            }
        });
    }

    private static void gatherRow(Pool2dSpec spec, HostBuffer x, HostBuffer dy, HostBuffer dx, int row) {
        int image = row / spec.h();
        int ih = row % spec.h();
        int first = Math.max(0, Math.ceilDiv(ih - spec.size() + 1, spec.stride()));
        int last = Math.min(spec.oh() - 1, ih / spec.stride());
        for (int oh = first; oh <= last; oh++) {
            int dyRow = dy.offset() + (image * spec.oh() + oh) * spec.ow() * spec.c();
            if (spec.pooling() == Pooling.AVERAGE) {
                spreadAverage(spec, dy.floats(), dyRow, dx.floats(), dx.offset() + row * spec.w() * spec.c());
            } else {
                int rowOfWindow = ih - oh * spec.stride();
                int windows = (image * spec.h() + oh * spec.stride()) * spec.w() * spec.c();
                giveToLargest(spec, x, windows, rowOfWindow, dy.floats(), dyRow, dx);
            }
        }
    }

    private static void spreadAverage(Pool2dSpec spec, float[] dy, int dyRow, float[] dx, int dxRow) {
        float share = 1f / (spec.size() * spec.size());
        for (int ow = 0; ow < spec.ow(); ow++) {
            for (int j = 0; j < spec.size(); j++) {
                int to = dxRow + (ow * spec.stride() + j) * spec.c();
                int from = dyRow + ow * spec.c();
                for (int c = 0; c < spec.c(); c++) {
                    dx[to + c] += share * dy[from + c];
                }
            }
        }
    }

    /** Adds dy where a window's largest element lies in the given row of the window. */
    private static void giveToLargest(
            Pool2dSpec spec, HostBuffer x, int windows, int rowOfWindow, float[] dy, int dyRow, HostBuffer dx) {
        for (int ow = 0; ow < spec.ow(); ow++) {
            for (int c = 0; c < spec.c(); c++) {
                int window = windows + ow * spec.stride() * spec.c() + c;
                int largest = largest(spec, x.floats(), x.offset() + window);
                if (largest / spec.size() == rowOfWindow) {
                    int inWindow = (rowOfWindow * spec.w() + largest % spec.size()) * spec.c();
                    dx.floats()[dx.offset() + window + inWindow] += dy[dyRow + ow * spec.c() + c];
                }
            }
        }
    }

    /** Which element of a window, in row-major order, is the first largest. */
    private static int largest(Pool2dSpec spec, float[] x, int window) {
        int best = 0;
        float most = x[window];
        for (int i = 0; i < spec.size() * spec.size(); i++) {
            float value = x[window + (i / spec.size() * spec.w() + i % spec.size()) * spec.c()];
            if (value > most) {
                most = value;
                best = i;
            }
        }
        return best;
    }
}
