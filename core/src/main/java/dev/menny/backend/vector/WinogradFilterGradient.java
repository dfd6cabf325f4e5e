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
    // Adding up a chunk costs time as well, so it should have some work.
    private static final int BANDS_PER_CHUNK = 2;

    void run(ThreadTeam team, ScratchPool pool, GradientBuffer dw, @Nullable GradientBuffer db) {
        int bands = tiling.images() * tiling.bands();
        int chunks = Math.clamp(Math.min(bands / BANDS_PER_CHUNK, MOST_CHUNK_FLOATS / partLength()), 1, MOST_CHUNKS);
        try (ScratchPool.Lease parts = pool.lend((long) chunks * partLength())) {
            team.run(chunks, chunk -> {
                int first = (int) ((long) bands * chunk / chunks);
                int last = (int) ((long) bands * (chunk + 1) / chunks);
                sum(first, last, pool, parts.floats(), chunk * partLength());
            });
            weights(team, parts.floats(), chunks, dw);
            if (db != null) {
                bias(parts.floats(), chunks, db);
            }
        }
    }

    private int pointsLength() {
        return WinogradWeights.length(spec.c(), spec.k());
    }

    private int partLength() {
        return pointsLength() + Lanes.paneled(spec.k());
    }

    private void sum(int first, int last, ScratchPool pool, float[] parts, int part) {
        Arrays.fill(parts, part, part + partLength(), 0f);
        int width = tiling.columns() * OUT;
        RowRing.Geometry inputs = new RowRing.Geometry(
                spec.h(),
                spec.w(),
                spec.c(),
                spec.window().padH(),
                spec.window().padW(),
                1,
                1,
                tiling.inputColumns());
        RowRing.Geometry outputs = new RowRing.Geometry(spec.oh(), spec.ow(), spec.k(), 0, 0, 1, 1, width);
        int outputRows = tiling.bandRows() * OUT;
        try (ScratchPool.Lease xRows = pool.lend(RowRing.length(inputs, tiling.inputRows()));
                ScratchPool.Lease dyRows = pool.lend(RowRing.length(outputs, outputRows));
                ScratchPool.Lease v = pool.lend(tiling.groupLength(spec.c()));
                ScratchPool.Lease d = pool.lend(tiling.groupLength(PANEL));
                ScratchPool.Lease space = pool.lend((long) POINTS * L)) {
            RowRing xRing = new RowRing(x, inputs, tiling.inputRows(), xRows.floats());
            RowRing dyRing = new RowRing(dy, outputs, outputRows, dyRows.floats());
            for (int band = first; band < last; band++) {
                int image = band / tiling.bands();
                int top = band % tiling.bands() * tiling.bandRows() * OUT;
                xRing.startImage(image);
                dyRing.startImage(image);
                int[] xAt = xRing.slide(top);
                int[] dyAt = dyRing.slide(top);
                biasSums(dyRing, dyAt, parts, part + pointsLength(), top);
                int tiles = tiling.rowsOf(band % tiling.bands()) * tiling.columns();
                for (int from = 0; from < tiles; from += tiling.group()) {
                    int count = Math.min(tiling.group(), tiles - from);
                    inputs(xRing, xAt, from, count, v.floats(), space.floats());
                    for (int k = 0; k < spec.k(); k += PANEL) {
                        gradients(dyRing, dyAt, from, count, k, d.floats(), space.floats());
                        products(count, k, v.floats(), d.floats(), parts, part);
                    }
                }
            }
        }
    }

    private void biasSums(RowRing ring, int[] rows, float[] parts, int to, int top) {
        for (int i = 0; i < rows.length && top + i < spec.oh(); i++) {
            for (int k = 0; k < spec.k(); k += PANEL) {
                FilterTile.sums(spec.ow(), ring.values(), rows[i] + k, spec.k(), parts, to + k);
            }
        }
    }

    private void inputs(RowRing ring, int[] rows, int from, int count, float[] v, float[] space) {
        int leap = WinogradTiling.leap(spec.c());
        for (int t = 0; t < count; t++) {
            int row = (from + t) / tiling.columns() * OUT;
            int at = (from + t) % tiling.columns() * OUT * spec.c();
            WinogradTransform.input(ring.values(), rows, row, at, spec.c(), v, t * leap, space);
        }
    }

    private void gradients(RowRing ring, int[] rows, int from, int count, int k, float[] d, float[] space) {
        int leap = WinogradTiling.leap(PANEL);
        for (int t = 0; t < count; t++) {
            int row = (from + t) / tiling.columns() * OUT;
            int at = (from + t) % tiling.columns() * OUT * spec.k() + k;
            for (int i = 0; i < Math.min(PANEL, spec.k() - k); i += L) {
                WinogradTransform.gradient(ring.values(), rows, row, at + i, spec.k(), d, t * leap + i, PANEL, space);
            }
        }
    }

    /** Adds the products of a group's inputs and gradients to the points {@code [c][PANEL]} of a panel. */
    private void products(int count, int k, float[] v, float[] d, float[] parts, int part) {
        int ldv = WinogradTiling.leap(spec.c());
        int ldd = WinogradTiling.leap(PANEL);
        for (int p = 0; p < POINTS; p++) {
            int to = part + (k / PANEL * POINTS + p) * spec.c() * PANEL;
            for (int c = 0; c < spec.c(); c += Lanes.WIDE ? 8 : 4) {
                int input = p * spec.c() + c;
                int at = to + c * PANEL;
                if (Lanes.WIDE) {
                    FilterTile.eight(count, v, input, ldv, d, p * PANEL, ldd, parts, at, PANEL);
                } else {
                    FilterTile.four(count, v, input, ldv, d, p * PANEL, ldd, parts, at, PANEL);
                }
            }
        }
    }

    /** Adds up the chunks' points, transforms them back and turns them into {@code [k][3][3][c]}. */
    private void weights(ThreadTeam team, float[] parts, int chunks, GradientBuffer target) {
        HostBuffer out = HostBuffer.of(target.buffer());
        float[] dw = out.floats();
        team.run(Lanes.paneled(spec.k()) / PANEL, panel -> {
            float[] u = new float[POINTS * L];
            float[] g = new float[TAPS * L];
            float[] half = new float[POINTS * L];
            for (int c = 0; c < spec.c(); c++) {
                for (int k = panel * PANEL; k < Math.min(spec.k(), (panel + 1) * PANEL); k += L) {
                    int from = (panel * POINTS * spec.c() + c) * PANEL + k % PANEL;
                    addUp(parts, from, chunks, u);
                    WinogradWeights.toTaps(u, 0, L, g, 0, L, half);
                    for (int i = 0; i < L; i++) {
                        for (int tap = 0; tap < TAPS; tap++) {
                            int at = out.offset() + ((k + i) * TAPS + tap) * spec.c() + c;
                            float value = g[tap * L + i];
                            dw[at] = target.accumulate() ? dw[at] + value : value;
                        }
                    }
                }
            }
        });
    }

    private void addUp(float[] parts, int from, int chunks, float[] u) {
        for (int p = 0; p < POINTS; p++) {
            int at = from + p * spec.c() * PANEL;
            FloatVector sum = Lanes.load(parts, at);
            for (int chunk = 1; chunk < chunks; chunk++) {
                sum = sum.add(Lanes.load(parts, at + chunk * partLength()));
            }
            sum.intoArray(u, p * L);
        }
    }

    private void bias(float[] parts, int chunks, GradientBuffer target) {
        HostBuffer db = HostBuffer.of(target.buffer());
        for (int k = 0; k < spec.k(); k++) {
            float sum = target.accumulate() ? db.floats()[db.offset() + k] : 0;
            for (int chunk = 0; chunk < chunks; chunk++) {
                sum += parts[chunk * partLength() + pointsLength() + k];
            }
            db.floats()[db.offset() + k] = sum;
        }
    }
}
