package dev.menny.backend.host;

import dev.menny.backend.LinearSpec;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Sums of the squares of gradients, in double precision: there the square of a float neither overflows nor vanishes.
 * Chunks of a fixed length are summed each by itself and then added in their order, so any number of threads gives the
 * same bits. One call at a time: work space is kept from call to call, so that a step allocates none.
 */
final class SquareSums {
    private static final int CHUNK = 128 * SquareLanes.LENGTH;
    private static final int COLUMNS = 8 * SquareLanes.LENGTH;

    private final ThreadTeam team;
    private final ConcurrentLinkedQueue<SquareLanes> idle = new ConcurrentLinkedQueue<>();
    private double[] chunkSums = {};
    private double[] gram = {};

    SquareSums(ThreadTeam team) {
        this.team = team;
    }

    /** The sum of the squares of a run. */
    synchronized double of(HostBuffer g) {
        int length = Math.toIntExact(g.length());
        return sumChunks(length, CHUNK, (sums, from, count) -> sums.addRun(g.floats(), g.offset() + from, count));
    }

    /**
     * The sum of the squares of {@code dyᵀ x}, which is never stored: each column {@code c} of x adds
     * {@code |dyᵀ c|² = cᵀ (dy dyᵀ) c}.
     *
     * @param x {@code [n,in]}
     * @param dy {@code [n,out]}
     */
    synchronized double ofOuter(LinearSpec spec, HostBuffer x, HostBuffer dy) {
        fillGram(spec, dy);
        double sum = sumChunks(
                spec.in(),
                COLUMNS,
                (sums, from, count) ->
                        sums.addColumns(gram, spec.n(), x.floats(), x.offset() + from, spec.in(), count));
        // Where all but nothing cancels, rounding may leave less than nothing; NaN stays NaN.
        return Math.max(0, sum);
    }

    /** The lower triangle of {@code dy dyᵀ}, doubled off the diagonal, since each element there stands for two. */
    private void fillGram(LinearSpec spec, HostBuffer dy) {
        int n = spec.n();
        gram = atLeast(n * n, gram);
        team.run(n, i -> {
            for (int j = 0; j <= i; j++) {
                double product =
                        dot(dy.floats(), dy.offset() + i * spec.out(), dy.offset() + j * spec.out(), spec.out());
                gram[i * n + j] = i == j ? product : 2 * product;
            }
        });
    }

    private static double dot(float[] values, int a, int b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) values[a + i] * values[b + i];
        }
        return sum;
    }

    private double sumChunks(int length, int chunk, ChunkTask task) {
        int chunks = (length - 1) / chunk + 1;
        chunkSums = atLeast(chunks, chunkSums);
        team.run(chunks, () -> new Chunks(length, chunk, task));
        double sum = 0;
        for (int i = 0; i < chunks; i++) {
            sum += chunkSums[i];
        }
        return sum;
    }

    private static double[] atLeast(int length, double[] kept) {
        return kept.length >= length ? kept : new double[length];
    }

    /** Adds a chunk's squares. */
    @FunctionalInterface
    private interface ChunkTask {
        void add(SquareLanes sums, int from, int count);
    }

    /** Sums a chunk a task, on lanes that the worker borrows. */
    private final class Chunks implements ThreadTeam.Worker {
        private final int length;
        private final int chunk;
        private final ChunkTask task;
        private final SquareLanes lanes;

        Chunks(int length, int chunk, ChunkTask task) {
            this.length = length;
            this.chunk = chunk;
            this.task = task;
            SquareLanes kept = idle.poll();
            this.lanes = kept == null ? new SquareLanes() : kept;
        }

        @Override
        public void run(int i) {
            lanes.clear();
            task.add(lanes, i * chunk, Math.min(chunk, length - i * chunk));
            chunkSums[i] = lanes.total();
        }

        @Override
        public void close() {
            idle.add(lanes);
        }
    }
}
