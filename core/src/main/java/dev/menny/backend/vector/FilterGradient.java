package dev.menny.backend.vector;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a convolution's weights and bias. The output rows of all images are cut into chunks by shape alone;
 * each chunk sums into weights of its own, and these are added up in chunk order: so any number of threads gives the
 * same bits.
 *
 * @param spec the convolution
 * @param x input rows
 * @param dy rows of the output's gradient
 */
record FilterGradient(Conv2dSpec spec, RowSource x, RowSource dy) {
    private static final int NARROW_TILE = 4;
    private static final int WIDE_TILE = 8;
    private static final int MOST_CHUNKS = 32;
    private static final int MOST_CHUNK_FLOATS = 1 << 24;

    void run(ThreadTeam team, ScratchPool pool, GradientBuffer dw, @Nullable GradientBuffer db) {
        int rows = spec.n() * spec.oh();
        int chunks = Math.clamp(MOST_CHUNK_FLOATS / partLength(), 1, Math.min(MOST_CHUNKS, rows));
        try (ScratchPool.Lease parts = pool.lend((long) chunks * partLength())) {
            team.run(chunks, () -> new Chunks(pool, rows, chunks, parts));
            addUp(team, pool, parts, chunks, spec.r(), spec.s() * spec.c(), 0, dw);
            if (db != null) {
                // The bias is one more weight behind the others, whose input is always 1.
                addUp(team, pool, parts, chunks, 1, 1, taps(), db);
            }
        }
    }

    /** Weights of a window's row, rounded up to whole tiles; what lies beyond the row is computed and thrown away. */
    private int tapsOfRow() {
        if (isRgb()) {
            return RgbFilterTile.RUN;
        }
        return (spec.s() * spec.c() + NARROW_TILE - 1) / NARROW_TILE * NARROW_TILE;
    }

    private boolean isRgb() {
        return Lanes.WIDE && spec.s() * spec.c() == RgbFilterTile.RUN;
    }

    private int taps() {
        return spec.r() * tapsOfRow();
    }

    private int ldw() {
        return Lanes.paneled(spec.k());
    }

    private int partLength() {
        return (taps() + 1) * ldw();
    }

    /** Sums the output rows of a chunk a task. */
    private final class Chunks implements ThreadTeam.Worker {
        private final int rows;
        private final int chunks;
        private final float[] parts;
        private final int partsAt;
        private final RowRing xRing;
        private final RowRing dyRing;

        Chunks(ScratchPool pool, int rows, int chunks, ScratchPool.Lease parts) {
            this.rows = rows;
            this.chunks = chunks;
            this.parts = parts.floats();
            this.partsAt = parts.offset();
            this.xRing = new RowRing(pool, x, RowRing.Geometry.ofInput(spec), spec.r());
            this.dyRing = new RowRing(pool, dy, RowRing.Geometry.ofGradient(spec, spec.ow()), 1);
        }

        @Override
        public void run(int chunk) {
            int part = partsAt + chunk * partLength();
            Arrays.fill(parts, part, part + partLength(), 0f);
            int first = (int) ((long) rows * chunk / chunks);
            int last = (int) ((long) rows * (chunk + 1) / chunks);
            for (int row = first; row < last; row++) {
                if (row == first || row % spec.oh() == 0) {
                    xRing.startImage(row / spec.oh());
                    dyRing.startImage(row / spec.oh());
                }
                sum(row % spec.oh(), part);
            }
        }

        private void sum(int row, int part) {
            int top = row * spec.window().strideH();
            int gradient = dyRing.slide(row)[0];
            int[] inputRows = xRing.slide(top);
            for (int r = 0; r < spec.r(); r++) {
                if (!xRing.isZero(top + r)) {
                    int to = part + r * tapsOfRow() * ldw();
                    weights(xRing.values(), inputRows[r], dyRing.values(), gradient, parts, to);
                }
            }
            for (int k = 0; k < spec.k(); k += Lanes.PANEL) {
                int bias = part + taps() * ldw() + k;
                FilterTile.sums(spec.ow(), dyRing.values(), gradient + k, spec.k(), parts, bias);
            }
        }

        @Override
        public void close() {
            dyRing.close();
            xRing.close();
        }
    }

    private void weights(float[] rows, int row, float[] gradients, int gradient, float[] parts, int part) {
        int step = spec.window().strideW() * spec.c();
        for (int k = 0; k < spec.k(); k += Lanes.PANEL) {
            for (int i = 0; i < tapsOfRow(); ) {
                int at = part + i * ldw() + k;
                if (isRgb()) {
                    nine(rows, row, gradients, gradient, k, parts, at);
                    i += RgbFilterTile.RUN;
                } else if (Lanes.WIDE && i + WIDE_TILE <= tapsOfRow()) {
                    FilterTile.eight(
                            spec.ow(), rows, row + i, step, gradients, gradient + k, spec.k(), parts, at, ldw());
                    i += WIDE_TILE;
                } else {
                    FilterTile.four(
                            spec.ow(), rows, row + i, step, gradients, gradient + k, spec.k(), parts, at, ldw());
                    i += NARROW_TILE;
                }
            }
        }
    }

    private void nine(float[] rows, int row, float[] gradients, int gradient, int k, float[] parts, int at) {
        int step = spec.window().strideW() * spec.c();
        if (spec.k() - k > Lanes.L) {
            RgbFilterTile.wide(spec.ow(), rows, row, step, gradients, gradient + k, spec.k(), parts, at, ldw());
        } else {
            RgbFilterTile.narrow(spec.ow(), rows, row, step, gradients, gradient + k, spec.k(), parts, at, ldw());
        }
    }

    /** Adds the chunks' parts in order and turns {@code [r][tapsOfRow()][k]} from {@code first} on into {@code [k][r][length]}. */
    private void addUp(
            ThreadTeam team,
            ScratchPool pool,
            ScratchPool.Lease parts,
            int chunks,
            int rows,
            int length,
            int first,
            GradientBuffer target) {
        team.runRanges((long) rows * length, 64, (from, to) -> {
            try (ScratchPool.Lease sums = pool.lend(spec.k())) {
                for (int tap = from; tap < to; tap++) {
                    int row = first + tap / length * tapsOfRow() + tap % length;
                    addUp(parts.floats(), parts.offset() + row * ldw(), chunks, sums.floats(), sums.offset());
                    put(sums.floats(), sums.offset(), target, rows * length, tap);
                }
            }
        });
    }

    private void addUp(float[] parts, int at, int chunks, float[] sums, int so) {
        Arrays.fill(sums, so, so + spec.k(), 0f);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int part = at + chunk * partLength();
            for (int k = 0; k < spec.k(); k++) {
                sums[so + k] += parts[part + k];
            }
        }
    }

    private void put(float[] sums, int so, GradientBuffer target, int taps, int tap) {
        HostBuffer out = HostBuffer.of(target.buffer());
        for (int k = 0; k < spec.k(); k++) {
            int index = out.offset() + k * taps + tap;
            out.floats()[index] = target.accumulate() ? out.floats()[index] + sums[so + k] : sums[so + k];
        }
    }
}
