package dev.menny.backend.host;

import java.util.Arrays;

/**
 * Sums of squares side by side, so that the JIT compiler vectorises the adding: its loops read floats and write doubles,
 * and arrays of two types cannot overlap, wherever in them a loop begins.
 */
final class SquareLanes {
    /** Lanes; with the floats of a few rows they stay in the L1 cache. */
    static final int LENGTH = 1024;

    private final double[] sums = new double[LENGTH];
    private final double[] products = new double[LENGTH];

    void clear() {
        Arrays.fill(sums, 0);
    }

    double total() {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }

    /** Adds the squares of {@code count} floats. */
    void addRun(float[] values, int from, int count) {
        for (int i = 0; i < count; i += LENGTH) {
            addSquares(values, from + i, Math.min(LENGTH, count - i), sums);
        }
    }

    private static void addSquares(float[] values, int from, int count, double[] sums) {
        for (int lane = 0; lane < count; lane++) {
            double value = values[from + lane];
            sums[lane] += value * value;
        }
    }

    /**
     * Adds {@code cᵀ G c} for each of {@code count} columns.
     *
     * @param gram {@code [n,n]}; the lower triangle of G plus the upper one's transpose
     * @param x the columns, in {@code n} rows
     * @param xo index of the first row's first element
     * @param ldx from row to row
     */
    void addColumns(double[] gram, int n, float[] x, int xo, int ldx, int count) {
        for (int at = 0; at < count; at += LENGTH) {
            int block = Math.min(LENGTH, count - at);
            for (int i = 0; i < n; i++) {
                Arrays.fill(products, 0);
                for (int j = 0; j <= i; j++) {
                    addScaled(gram[i * n + j], x, xo + j * ldx + at, block, products);
                }
                addProducts(products, x, xo + i * ldx + at, block, sums);
            }
        }
    }

    private static void addScaled(double scale, float[] x, int from, int count, double[] products) {
        for (int lane = 0; lane < count; lane++) {
            products[lane] += scale * x[from + lane];
        }
    }

    private static void addProducts(double[] factors, float[] x, int from, int count, double[] sums) {
        for (int lane = 0; lane < count; lane++) {
            sums[lane] += factors[lane] * x[from + lane];
        }
    }
}
