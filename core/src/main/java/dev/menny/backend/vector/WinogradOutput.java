package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.WinogradTransform.OUT;

import dev.menny.backend.host.ScratchPool;

/** Where the tiles of a Winograd convolution go. */
interface WinogradOutput {
    /** Floats of space that {@link #put} needs besides: a tile, and half of a transform. */
    int SPACE = (OUT * OUT + OUT * WinogradTransform.IN) * PANEL;

    /**
     * Transforms the products of a tile back and puts them in their place.
     *
     * @param k first output channel of the panel
     * @param m products {@code [POINTS][PANEL]} from {@code mo} on
     * @param space {@link #SPACE} floats
     */
    void put(int image, int tileRow, int tileColumn, int k, float[] m, int mo, ScratchPool.Lease space);

    /** Transforms the {@code count} channels of a panel; see {@link WinogradTransform#output}. */
    private static void transform(
            float[] m,
            int mo,
            WeightPanels panels,
            int k,
            int count,
            float[] z,
            int zo,
            int ldRow,
            int ldPixel,
            boolean add,
            ScratchPool.Lease space) {
        for (int i = 0; i < count; i += L) {
            WinogradTransform.output(
                    m, mo + i, PANEL, panels.floats(), panels.bias(k + i), z, zo + i, ldRow, ldPixel, add, space);
        }
    }

    /** Puts a whole tile {@code [4][4][PANEL]} into the space, behind what the transform needs; returns where it begins. */
    private static int toSpace(float[] m, int mo, WeightPanels panels, int k, int count, ScratchPool.Lease space) {
        int tile = space.offset() + OUT * WinogradTransform.IN * PANEL;
        transform(m, mo, panels, k, count, space.floats(), tile, OUT * PANEL, PANEL, false, space);
        return tile;
    }

    /**
     * An activation {@code [n,height,width,channels]}.
     *
     * @param add true to add to what is there
     */
    record Plain(float[] y, int offset, int height, int width, int channels, WeightPanels panels, boolean add)
            implements WinogradOutput {
        @Override
        public void put(int image, int tileRow, int tileColumn, int k, float[] m, int mo, ScratchPool.Lease space) {
            int row = tileRow * OUT;
            int column = tileColumn * OUT;
            int to = offset + ((image * height + row) * width + column) * channels + k;
            int count = Math.min(PANEL, channels - k);
            if (row + OUT <= height && column + OUT <= width) {
                transform(m, mo, panels, k, count, y, to, width * channels, channels, add, space);
                return;
            }
            int tile = toSpace(m, mo, panels, k, count, space);
            float[] z = space.floats();
            for (int r = 0; r < Math.min(OUT, height - row); r++) {
                for (int s = 0; s < Math.min(OUT, width - column); s++) {
                    int from = tile + (r * OUT + s) * PANEL;
                    int at = to + (r * width + s) * channels;
                    for (int i = 0; i < count; i++) {
                        y[at + i] = add ? y[at + i] + z[from + i] : z[from + i];
                    }
                }
            }
        }
    }

    /** A pooled activation. */
    record Pooled(PooledTarget target, int height, int width, WeightPanels panels) implements WinogradOutput {
        @Override
        public void put(int image, int tileRow, int tileColumn, int k, float[] m, int mo, ScratchPool.Lease space) {
            int tile = toSpace(m, mo, panels, k, Math.min(PANEL, target.channels() - k), space);
            int pixels = Math.min(2, (width - tileColumn * OUT) / 2);
            for (int half = 0; half < 2 && tileRow * OUT + 2 * half < height; half++) {
                int row = image * (height / 2) + tileRow * 2 + half;
                target.pool(space.floats(), tile + half * 2 * OUT * PANEL, OUT, pixels, row, tileColumn * 2, k);
            }
        }
    }
}
