package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.WinogradTransform.OUT;
import static dev.menny.backend.vector.WinogradTransform.POINTS;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a 3x3 convolution's weights and bias in Winograd's domain. As in {@link FilterGradient}, the bands
 * are cut into chunks by shape alone, each sums into points of its own, and these are added up in chunk order.
 *
 * @param spec the convolution
 * @param x input rows
 * @param dy rows of the output's gradient
 * @param tiling how the output is cut
 */
record WinogradFilterGradient(Conv2dSpec spec, RowSource x, RowSource dy, WinogradTiling tiling) {
    private static final int TAPS = 9;
    private static final int MOST_CHUNKS = 16;
    private static final int MOST_CHUNK_FLOATS = 1 << 24;
    // Floats of the parts that a task adds up: whole vectors.
    private static final int RANGE = 1 << 12;
    // Adding up a chunk costs time as well, so it should have some work.
    private static final int BANDS_PER_CHUNK = 2;

    void run(ThreadTeam team, ScratchPool pool, GradientBuffer dw, @Nullable GradientBuffer db) {
        int bands = tiling.images() * tiling.bands();
        int chunks = Math.clamp(Math.min(bands / BANDS_PER_CHUNK, MOST_CHUNK_FLOATS / partLength()), 1, MOST_CHUNKS);
        try (ScratchPool.Lease parts = pool.lend((long) chunks * partLength())) {
            team.run(chunks, () -> new Chunks(pool, bands, chunks, parts));
            addUp(team, parts.floats(), parts.offset(), chunks);
            weights(team, pool, parts, dw);
            if (db != null) {
                bias(parts.floats(), parts.offset() + pointsLength(), db);
            }
        }
    }

    private int pointsLength() {
        return WinogradWeights.length(spec.c(), spec.k());
    }

    private int partLength() {
        return pointsLength() + Lanes.paneled(spec.k());
    }

    /** Sums the bands of a chunk a task. */
    private final class Chunks implements ThreadTeam.Worker {
        private final int bands;
        private final int chunks;
        private final float[] parts;
        private final int partsAt;
        private final RowRing xRing;
        private final RowRing dyRing;
        private final ScratchPool.Lease v;
        private final ScratchPool.Lease d;
        private final ScratchPool.Lease space;

        Chunks(ScratchPool pool, int bands, int chunks, ScratchPool.Lease parts) {
            this.bands = bands;
            this.chunks = chunks;
            this.parts = parts.floats();
            this.partsAt = parts.offset();
            RowRing.Geometry inputs = RowRing.Geometry.ofInput(spec, tiling.inputColumns());
            RowRing.Geometry gradients = RowRing.Geometry.ofGradient(spec, tiling.columns() * OUT);
            this.xRing = new RowRing(pool, x, inputs, tiling.inputRows());
            this.dyRing = new RowRing(pool, dy, gradients, tiling.bandRows() * OUT);
            this.v = pool.lend(tiling.groupLength(spec.c()));
            this.d = pool.lend(tiling.groupLength(PANEL));
            this.space = pool.lend((long) POINTS * L);
        }

        @Override
        public void run(int chunk) {
            int part = partsAt + chunk * partLength();
            Arrays.fill(parts, part, part + partLength(), 0f);
            int last = (int) ((long) bands * (chunk + 1) / chunks);
            for (int band = (int) ((long) bands * chunk / chunks); band < last; band++) {
                sum(band / tiling.bands(), band % tiling.bands(), part);
            }
        }

        private void sum(int image, int band, int part) {
            int top = band * tiling.bandRows() * OUT;
            xRing.startImage(image);
            dyRing.startImage(image);
            int[] xAt = xRing.slide(top);
            int[] dyAt = dyRing.slide(top);
            biasSums(dyAt, part + pointsLength(), top);
            int tiles = tiling.rowsOf(band) * tiling.columns();
            for (int from = 0; from < tiles; from += tiling.group()) {
                int count = Math.min(tiling.group(), tiles - from);
                inputs(xAt, from, count);
                for (int k = 0; k < spec.k(); k += PANEL) {
                    gradients(dyAt, from, count, k);
                    products(count, k, part);
                }
            }
        }

        private void biasSums(int[] rows, int to, int top) {
            for (int i = 0; i < rows.length && top + i < spec.oh(); i++) {
                for (int k = 0; k < spec.k(); k += PANEL) {
                    FilterTile.sums(spec.ow(), dyRing.values(), rows[i] + k, spec.k(), parts, to + k);
                }
            }
        }

        private void inputs(int[] rows, int from, int count) {
            int leap = WinogradTiling.leap(spec.c());
            for (int t = 0; t < count; t++) {
                int row = (from + t) / tiling.columns() * OUT;
                int at = (from + t) % tiling.columns() * OUT * spec.c();
                int to = v.offset() + t * leap;
                WinogradTransform.input(xRing.values(), rows, row, at, spec.c(), v.floats(), to, space);
            }
        }

        private void gradients(int[] rows, int from, int count, int k) {
            int leap = WinogradTiling.leap(PANEL);
            for (int t = 0; t < count; t++) {
                int row = (from + t) / tiling.columns() * OUT;
                int at = (from + t) % tiling.columns() * OUT * spec.k() + k;
                int to = d.offset() + t * leap;
                for (int i = 0; i < Math.min(PANEL, spec.k() - k); i += L) {
                    WinogradTransform.gradient(
                            dyRing.values(), rows, row, at + i, spec.k(), d.floats(), to + i, PANEL, space);
                }
            }
        }

        /** Adds the products of a group's inputs and gradients to the points {@code [c][PANEL]} of a panel. */
        private void products(int count, int k, int part) {
            int ldv = WinogradTiling.leap(spec.c());
            int ldd = WinogradTiling.leap(PANEL);
            for (int p = 0; p < POINTS; p++) {
                int to = part + (k / PANEL * POINTS + p) * spec.c() * PANEL;
                int gradient = d.offset() + p * PANEL;
                for (int c = 0; c < spec.c(); c += Lanes.WIDE ? 8 : 4) {
                    int input = v.offset() + p * spec.c() + c;
                    int at = to + c * PANEL;
                    if (Lanes.WIDE) {
                        FilterTile.eight(count, v.floats(), input, ldv, d.floats(), gradient, ldd, parts, at, PANEL);
                    } else {
                        FilterTile.four(count, v.floats(), input, ldv, d.floats(), gradient, ldd, parts, at, PANEL);
                    }
                }
            }
        }

        @Override
        public void close() {
            space.close();
            d.close();
            v.close();
            dyRing.close();
            xRing.close();
        }
    }

    /** Adds the parts of all chunks to the first one's, in chunk order. */
    private void addUp(ThreadTeam team, float[] parts, int first, int chunks) {
        team.runRanges(partLength(), RANGE, (from, to) -> {
            for (int at = first + from; at < first + to; at += L) {
                FloatVector sum = Lanes.load(parts, at);
                for (int chunk = 1; chunk < chunks; chunk++) {
                    sum = sum.add(Lanes.load(parts, at + chunk * partLength()));
                }
                sum.intoArray(parts, at);
            }
        });
    }

    /** Transforms the points back and turns them into {@code [k][3][3][c]}. */
    private void weights(ThreadTeam team, ScratchPool pool, ScratchPool.Lease parts, GradientBuffer target) {
        team.run(Lanes.paneled(spec.k()) / PANEL, panel -> {
            try (ScratchPool.Lease g = pool.lend(TAPS * L);
                    ScratchPool.Lease space = pool.lend(POINTS * L)) {
                for (int c = 0; c < spec.c(); c++) {
                    for (int k = panel * PANEL; k < Math.min(spec.k(), (panel + 1) * PANEL); k += L) {
                        int from = parts.offset() + (panel * POINTS * spec.c() + c) * PANEL + k % PANEL;
                        int leap = spec.c() * PANEL;
                        WinogradWeights.toTaps(parts.floats(), from, leap, g.floats(), g.offset(), L, space);
                        put(g.floats(), g.offset(), k, c, target);
                    }
                }
            }
        });
    }

    /** Writes the taps {@code [TAPS][L]} of one input channel and a vector of output channels. */
    private void put(float[] g, int from, int k, int c, GradientBuffer target) {
        HostBuffer out = HostBuffer.of(target.buffer());
        float[] dw = out.floats();
        for (int i = 0; i < L; i++) {
            for (int tap = 0; tap < TAPS; tap++) {
                int at = out.offset() + ((k + i) * TAPS + tap) * spec.c() + c;
                float value = g[from + tap * L + i];
                dw[at] = target.accumulate() ? dw[at] + value : value;
            }
        }
    }

    private void bias(float[] sums, int first, GradientBuffer target) {
        HostBuffer db = HostBuffer.of(target.buffer());
        for (int k = 0; k < spec.k(); k++) {
            int at = db.offset() + k;
            db.floats()[at] = target.accumulate() ? db.floats()[at] + sums[first + k] : sums[first + k];
        }
    }
}
