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
 * @param weights transformed weights
 */
record WinogradConvolution(
        RowSource source, RowRing.Geometry geometry, WinogradTiling tiling, int outputs, WinogradWeights weights) {
    void run(ThreadTeam team, ScratchPool pool, WinogradOutput output) {
        team.run(tiling.images() * tiling.bands(), () -> new Bands(pool, output));
    }

    /** Computes a band a task. */
    private final class Bands implements ThreadTeam.Worker {
        private final WinogradOutput output;
        private final RowRing ring;
        private final ScratchPool.Lease v;
        private final ScratchPool.Lease m;
        private final ScratchPool.Lease space;

        Bands(ScratchPool pool, WinogradOutput output) {
            this.output = output;
            this.ring = new RowRing(pool, source, geometry, tiling.inputRows());
            this.v = pool.lend(tiling.groupLength(geometry.c()));
            this.m = pool.lend(tiling.groupLength(PANEL));
            this.space = pool.lend(Math.max(WinogradOutput.SPACE, POINTS * Lanes.L));
        }

        @Override
        public void run(int task) {
            int image = task / tiling.bands();
            int band = task % tiling.bands();
            ring.startImage(image);
            int[] inputs = ring.slide(band * tiling.bandRows() * OUT);
            int tiles = tiling.rowsOf(band) * tiling.columns();
            for (int first = 0; first < tiles; first += tiling.group()) {
                int count = Math.min(tiling.group(), tiles - first);
                for (int t = 0; t < count; t++) {
                    transform(inputs, first + t, t);
                }
                for (int k = 0; k < outputs; k += PANEL) {
                    multiply(count, v.floats(), v.offset(), k, m.floats(), m.offset());
                    for (int t = 0; t < count; t++) {
                        int row = band * tiling.bandRows() + (first + t) / tiling.columns();
                        int column = (first + t) % tiling.columns();
                        int at = m.offset() + t * WinogradTiling.leap(PANEL);
                        output.put(image, row, column, k, m.floats(), at, space);
                    }
                }
            }
        }

        private void transform(int[] inputs, int tile, int t) {
            int channels = geometry.c();
            int row = tile / tiling.columns() * OUT;
            int at = tile % tiling.columns() * OUT * channels;
            int to = v.offset() + t * WinogradTiling.leap(channels);
            WinogradTransform.input(ring.values(), inputs, row, at, channels, v.floats(), to, space);
        }

        @Override
        public void close() {
            space.close();
            m.close();
            v.close();
            ring.close();
        }
    }

    /** The products of all points for one panel of output channels; rows beyond {@code count} are not used. */
    private void multiply(int count, float[] v, int vo, int k, float[] m, int mo) {
        int channels = geometry.c();
        int ldv = WinogradTiling.leap(channels);
        int ldm = WinogradTiling.leap(PANEL);
        boolean narrow = Lanes.WIDE && outputs - k <= Lanes.L;
        int step = narrow ? 16 : Lanes.WIDE ? 8 : 4;
        float[] points = weights.floats();
        for (int p = 0; p < POINTS; p++) {
            int u = weights.point(k, p);
            for (int t = 0; t < count; t += step) {
                int x = vo + t * ldv + p * channels;
                int y = mo + t * ldm + p * PANEL;
                if (narrow) {
                    ProductTile.sixteen(channels, v, x, ldv, points, u, m, y, ldm);
                } else if (Lanes.WIDE) {
                    ProductTile.eight(channels, v, x, ldv, points, u, m, y, ldm);
                } else {
                    ProductTile.four(channels, v, x, ldv, points, u, m, y, ldm);
                }
            }
        }
    }
}
