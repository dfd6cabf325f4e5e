package dev.menny.backend.scalar;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedDeque;

/** The row arrays that one task works on, kept for the next task. */
final class Workspace implements AutoCloseable {
    private final Pool pool;
    private float[][] factors = new float[0][];
    private float[][] sums = new float[0][];
    private float[][] totals = new float[0][];
    private float[][] planes = new float[0][];
    private float[] coefficients = new float[0];

    private Workspace(Pool pool) {
        this.pool = pool;
    }

    /** At least {@code count} rows of at least {@code length} elements for the factor b of {@link RowProduct}. */
    float[][] factors(int count, int length) {
        factors = grown(factors, count, length);
        return factors;
    }

    /** Rows for the sums c of {@link RowProduct}. */
    float[][] sums(int count, int length) {
        sums = grown(sums, count, length);
        return sums;
    }

    /** Rows for the totals of {@link RowProduct#drain}. */
    float[][] totals(int count, int length) {
        totals = grown(totals, count, length);
        return totals;
    }

    /** Rows that hold one channel each of a row of pixels. */
    float[][] planes(int count, int length) {
        planes = grown(planes, count, length);
        return planes;
    }

    /** Room for the factor a of {@link RowProduct}. */
    float[] coefficients(int length) {
        if (coefficients.length < length) {
            coefficients = new float[length];
        }
        return coefficients;
    }

    private static float[][] grown(float[][] rows, int count, int length) {
        float[][] grown = rows.length < count ? Arrays.copyOf(rows, count) : rows;
        for (int i = 0; i < count; i++) {
            if (grown[i] == null || grown[i].length < length) {
                grown[i] = new float[length];
            }
        }
        return grown;
    }

    /** Sets a part of the first rows to zero. */
    static void clear(float[][] rows, int first, int end, int length) {
        for (int i = first; i < end; i++) {
            Arrays.fill(rows[i], 0, length, 0);
        }
    }

    /** Back to the pool. */
    @Override
    public void close() {
        pool.idle.push(this);
    }

    /** Lends workspaces: no more exist than tasks ever ran at once. */
    static final class Pool {
        private final ConcurrentLinkedDeque<Workspace> idle = new ConcurrentLinkedDeque<>();

        Workspace lend() {
            Workspace workspace = idle.poll();
            return workspace == null ? new Workspace(this) : workspace;
        }
    }
}
