package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;

import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;

/**
 * A convolution as an implicit matrix product: rows of input slide through a {@link RowRing}, {@link ConvTile} sums
 * their windows. Serves the forward pass and, with turned weights, the data gradient.
 *
 * @param source the input rows
 * @param geometry how input rows are padded
 * @param images images of the batch
 * @param height output rows
 * @param width output pixels of a row
 * @param outputs output channels
 * @param kernelH rows of the kernel
 * @param kernelW columns of the kernel
 * @param strideH padded input rows between two output rows
 * @param strideW padded input pixels between two output pixels
 * @param panels weights and bias
 */
record SlidingConvolution(
        RowSource source,
        RowRing.Geometry geometry,
        int images,
        int height,
        int width,
        int outputs,
        int kernelH,
        int kernelW,
        int strideH,
        int strideW,
        WeightPanels panels) {
    // Enough rows that re-reading the rows between two tasks costs little, few enough to share out one image.
    private static final int LEAST_ROWS = 16;
    private static final int MOST_TASKS = 64;
    private static final int WIDEST_TILE = 16;

    /** Computes all images into y, over it or on top of it. */
    void run(ThreadTeam team, ScratchPool pool, float[] y, int yo, boolean add) {
        team.run(images * blocks(height, rowsPerTask()), () -> new Rows(pool, y, yo, add));
    }

    /** Computes all images with ReLU and pooling; {@code target} gives the place of a pooled row of an image. */
    void runPooled(ThreadTeam team, ScratchPool pool, PooledTarget target) {
        team.run(images * blocks(height / 2, rowsPerTask() / 2), () -> new PooledRows(pool, target));
    }

    private static int blocks(int rows, int perTask) {
        return (rows + perTask - 1) / perTask;
    }

    private RowRing ring(ScratchPool pool, int rows) {
        return new RowRing(pool, source, geometry, rows);
    }

    private Taps taps(RowRing ring) {
        return Taps.of(ring.values(), kernelH, kernelW * geometry.c());
    }

    /** Computes a block of output rows a task. */
    private final class Rows implements ThreadTeam.Worker {
        private final float[] y;
        private final int yo;
        private final boolean add;
        private final RowRing ring;
        private final Taps taps;
        private final ScratchPool.Lease edge;

        Rows(ScratchPool pool, float[] y, int yo, boolean add) {
            this.y = y;
            this.yo = yo;
            this.add = add;
            this.ring = ring(pool, kernelH);
            this.taps = taps(ring);
            this.edge = pool.lend((long) WIDEST_TILE * PANEL);
        }

        @Override
        public void run(int task) {
            int blocks = blocks(height, rowsPerTask());
            int image = task / blocks;
            int first = task % blocks * rowsPerTask();
            ring.startImage(image);
            for (int row = first; row < Math.min(height, first + rowsPerTask()); row++) {
                taps.moveTo(ring.slide(row * strideH), 0);
                row(taps, y, yo + (image * height + row) * width * outputs, add, edge);
            }
        }

        @Override
        public void close() {
            edge.close();
            ring.close();
        }
    }

    /** Computes a block of pooled rows a task. */
    private final class PooledRows implements ThreadTeam.Worker {
        private final PooledTarget target;
        private final RowRing ring;
        private final Taps top;
        private final Taps bottom;
        private final ScratchPool.Lease tile;

        PooledRows(ScratchPool pool, PooledTarget target) {
            this.target = target;
            this.ring = ring(pool, kernelH + strideH);
            this.top = taps(ring);
            this.bottom = taps(ring);
            this.tile = pool.lend(2L * WIDEST_TILE * PANEL);
        }

        @Override
        public void run(int task) {
            int pooledRows = height / 2;
            int perTask = rowsPerTask() / 2;
            int blocks = blocks(pooledRows, perTask);
            int image = task / blocks;
            int first = task % blocks * perTask;
            ring.startImage(image);
            for (int row = first; row < Math.min(pooledRows, first + perTask); row++) {
                int[] inputs = ring.slide(2 * row * strideH);
                top.moveTo(inputs, 0);
                bottom.moveTo(inputs, strideH);
                pooledRow(top, bottom, target, image * pooledRows + row, tile);
            }
        }

        @Override
        public void close() {
            tile.close();
            ring.close();
        }
    }

    /** An even number that depends on the shape alone. */
    private int rowsPerTask() {
        return Math.max(LEAST_ROWS, (images * height + 2 * MOST_TASKS - 1) / (2 * MOST_TASKS) * 2);
    }

    private void row(Taps taps, float[] y, int at, boolean add, ScratchPool.Lease edge) {
        for (int k = 0; k < outputs; k += PANEL) {
            int channels = Math.min(PANEL, outputs - k);
            int pixel = 0;
            while (pixel < width) {
                int tile = tileWidth(width - pixel, channels);
                int target = at + pixel * outputs + k;
                if (channels == PANEL) {
                    tile(tile, taps, pixel, k, y, target, outputs, add);
                } else {
                    // The last panel is not whole: compute it aside, then keep the channels that exist.
                    tile(tile, taps, pixel, k, edge.floats(), edge.offset(), PANEL, false);
                    keep(edge.floats(), edge.offset(), tile, channels, y, target, add);
                }
                pixel += tile;
            }
        }
    }

    /** Pixels of the next tile: 16 accumulators where there are 32 registers, else 8. */
    private static int tileWidth(int left, int channels) {
        if (Lanes.WIDE && left >= 16 && channels <= L) {
            return 16;
        }
        if (Lanes.WIDE && left >= 8) {
            return 8;
        }
        return left >= 4 ? 4 : 1;
    }

    private boolean isRgb() {
        return geometry.c() == RgbTile.CHANNELS && strideW == 1;
    }

    private void tile(int pixels, Taps taps, int pixel, int k, float[] y, int at, int ldy, boolean add) {
        int step = strideW * geometry.c();
        float[] w = panels.floats();
        int wo = panels.weights(k);
        int bo = panels.bias(k);
        switch (pixels) {
            case 16 -> {
                if (isRgb()) {
                    RgbTile.sixteen(taps, pixel * step, w, wo, w, bo, y, at, ldy, add);
                } else {
                    ConvTileNarrow.sixteen(taps, pixel * step, step, w, wo, w, bo, y, at, ldy, add);
                }
            }
            case 8 -> {
                if (isRgb()) {
                    RgbTile.eight(taps, pixel * step, w, wo, w, bo, y, at, ldy, add);
                } else {
                    ConvTile.eight(taps, pixel * step, step, w, wo, w, bo, y, at, ldy, add);
                }
            }
            case 4 -> ConvTile.four(taps, pixel * step, step, w, wo, w, bo, y, at, ldy, add);
            default -> ConvTile.one(taps, pixel * step, step, w, wo, w, bo, y, at, ldy, add);
        }
    }

    private void keep(float[] edge, int from, int pixels, int channels, float[] y, int at, boolean add) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                float value = edge[from + p * PANEL + c];
                y[at + p * outputs + c] = add ? y[at + p * outputs + c] + value : value;
            }
        }
    }

    private void pooledRow(Taps top, Taps bottom, PooledTarget target, int row, ScratchPool.Lease lease) {
        float[] z = lease.floats();
        for (int k = 0; k < outputs; k += PANEL) {
            int channels = outputs - k;
            int pixel = 0;
            while (pixel < width) {
                int tile = Math.max(2, tileWidth(width - pixel, channels));
                int step = tileWidth(tile, channels);
                for (int part = 0; part < tile; part += step) {
                    int at = lease.offset() + part * PANEL;
                    tile(step, top, pixel + part, k, z, at, PANEL, false);
                    tile(step, bottom, pixel + part, k, z, at + tile * PANEL, PANEL, false);
                }
                target.pool(z, lease.offset(), tile, tile / 2, row, pixel / 2, k);
                pixel += tile;
            }
        }
    }
}
