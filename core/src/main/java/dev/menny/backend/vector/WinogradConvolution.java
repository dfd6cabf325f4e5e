package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.WinogradTransform.OUT;
import static dev.menny.backend.vector.WinogradTransform.POINTS;

import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;

/**
 * A 3x3 convolution of stride 1 in Winograd's domain: a quarter of the products, for two transforms. Serves the forward
 * pass and, with turned weights, the data gradient.
 *
 * @param source the input rows
 * @param geometry how input rows are padded
 * @param tiling how the output is cut
 * @param outputs output channels
 * @param points transformed weights, see {@link WinogradWeights}
 */
record WinogradConvolution(
        RowSource source, RowRing.Geometry geometry, WinogradTiling tiling, int outputs, float[] points) {
    void run(ThreadTeam team, ScratchPool pool, WinogradOutput output) {
        team.run(tiling.images() * tiling.bands(), task -> {
            try (ScratchPool.Lease rows = pool.lend(RowRing.length(geometry, tiling.inputRows()));
                    ScratchPool.Lease v = pool.lend(tiling.groupLength(geometry.c()));
                    ScratchPool.Lease m = pool.lend(tiling.groupLength(PANEL));
                    ScratchPool.Lease space = pool.lend(Math.max(WinogradOutput.SPACE, POINTS * Lanes.L))) {
                int band = task % tiling.bands();
                RowRing ring = new RowRing(source, geometry, tiling.inputRows(), rows.floats());
                ring.startImage(task / tiling.bands());
                int[] inputs = ring.slide(band * tiling.bandRows() * OUT);
                int tiles = tiling.rowsOf(band) * tiling.columns();
                for (int first = 0; first < tiles; first += tiling.group()) {
                    int count = Math.min(tiling.group(), tiles - first);
                    for (int t = 0; t < count; t++) {
                        input(ring, inputs, first + t, v.floats(), t, space.floats());
                    }
                    for (int k = 0; k < outputs; k += PANEL) {
                        multiply(count, v.floats(), k, m.floats());
                        for (int t = 0; t < count; t++) {
                            int row = band * tiling.bandRows() + (first + t) / tiling.columns();
                            int column = (first + t) % tiling.columns();
                            int at = t * WinogradTiling.leap(PANEL);
                            output.put(task / tiling.bands(), row, column, k, m.floats(), at, space.floats());
                        }
                    }
                }
            }
        });
    }

    private void input(RowRing ring, int[] inputs, int tile, float[] v, int t, float[] space) {
        int channels = geometry.c();
        int row = tile / tiling.columns() * OUT;
        int at = tile % tiling.columns() * OUT * channels;
        WinogradTransform.input(ring.values(), inputs, row, at, channels, v, t * WinogradTiling.leap(channels), space);
    }

    /** The products of all points for one panel of output channels; rows beyond {@code count} are not used. */
    private void multiply(int count, float[] v, int k, float[] m) {
        int channels = geometry.c();
        int ldv = WinogradTiling.leap(channels);
        int ldm = WinogradTiling.leap(PANEL);
        boolean narrow = Lanes.WIDE && outputs - k <= Lanes.L;
        int step = narrow ? 16 : Lanes.WIDE ? 8 : 4;
        for (int p = 0; p < POINTS; p++) {
            int weights = (k / PANEL * POINTS + p) * channels * PANEL;
            for (int t = 0; t < count; t += step) {
                int x = t * ldv + p * channels;
                int y = t * ldm + p * PANEL;
                if (narrow) {
                    ProductTile.sixteen(channels, v, x, ldv, points, weights, m, y, ldm);
                } else if (Lanes.WIDE) {
                    ProductTile.eight(channels, v, x, ldv, points, weights, m, y, ldm);
                } else {
                    ProductTile.four(channels, v, x, ldv, points, weights, m, y, ldm);
                }
            }
        }
    }
}
