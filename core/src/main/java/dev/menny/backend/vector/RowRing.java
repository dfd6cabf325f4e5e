package dev.menny.backend.vector;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.Window;
import dev.menny.backend.host.ScratchPool;
import java.util.Arrays;

/**
 * The few input rows that a row of windows covers, copied once and padded with zeros left and right. Sliding down by one
 * row reads one new row; no window is ever gathered into a matrix in memory.
 */
final class RowRing implements AutoCloseable {
    private static final int NOTHING = Integer.MIN_VALUE;

    private final RowSource source;
    private final Geometry geometry;
    private final ScratchPool.Lease lease;
    private final float[] values;
    private final int start;
    private final int[] held;
    private final int[] rows;
    private final int rowLength;
    private int image;

    /**
     * How rows are laid out.
     *
     * @param h rows of the source, before dilation
     * @param w pixels of a source row, before dilation
     * @param c channels
     * @param padH zero rows above row 0; negative to begin below it
     * @param padW zero pixels left of pixel 0; negative to begin right of it
     * @param dilationH distance of two source rows, with zero rows between
     * @param dilationW distance of two source pixels, with zero pixels between
     * @param width pixels of a padded row
     */
    record Geometry(int h, int w, int c, int padH, int padW, int dilationH, int dilationW, int width) {
        /** Rows of a convolution's input, exactly as wide as its windows reach. */
        static Geometry ofInput(Conv2dSpec spec) {
            return ofInput(spec, (spec.ow() - 1) * spec.window().strideW() + spec.s());
        }

        /** Rows of a convolution's input, with what padding it has, and zeros beyond as far as {@code width}. */
        static Geometry ofInput(Conv2dSpec spec, int width) {
            Window window = spec.window();
            return new Geometry(spec.h(), spec.w(), spec.c(), window.padH(), window.padW(), 1, 1, width);
        }

        /** Rows of the gradient of its output, as they are. */
        static Geometry ofGradient(Conv2dSpec spec, int width) {
            return new Geometry(spec.oh(), spec.ow(), spec.k(), 0, 0, 1, 1, width);
        }

        /**
         * Rows of the gradient of its output under the turned kernel: a stride becomes zeros between them, and the padding
         * is what the kernel reaches over the edge.
         */
        static Geometry ofGradientUnderKernel(Conv2dSpec spec, int width) {
            Window window = spec.window();
            return new Geometry(
                    spec.oh(),
                    spec.ow(),
                    spec.k(),
                    spec.r() - 1 - window.padH(),
                    spec.s() - 1 - window.padW(),
                    window.strideH(),
                    window.strideW(),
                    width);
        }
    }

    /** A ring of {@code count} rows. */
    RowRing(ScratchPool pool, RowSource source, Geometry geometry, int count) {
        this.source = source;
        this.geometry = geometry;
        this.held = new int[count];
        this.rows = new int[count];
        this.rowLength = geometry.width() * geometry.c();
        // One vector more than the rows, so that tiles may read past the last pixel.
        int length = (count + 1) * rowLength + Lanes.PANEL;
        this.lease = pool.lend(length);
        this.values = lease.floats();
        this.start = lease.offset();
        // One row after the ring stays zero: it stands for every row above, below and between the source's.
        Arrays.fill(values, start + count * rowLength, start + length, 0f);
        startImage(0);
    }

    /** Forgets the rows of the last image. */
    void startImage(int n) {
        image = n;
        Arrays.fill(held, NOTHING);
    }

    float[] values() {
        return values;
    }

    /** Makes the rows from {@code top} on present, counted in padded rows; returns where each begins. */
    int[] slide(int top) {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = place(top + i);
        }
        return rows;
    }

    /** True if a padded row holds zeros only. */
    boolean isZero(int paddedRow) {
        int row = paddedRow - geometry.padH();
        return row < 0 || row % geometry.dilationH() != 0 || row / geometry.dilationH() >= geometry.h();
    }

    private int place(int paddedRow) {
        if (isZero(paddedRow)) {
            return start + held.length * rowLength;
        }
        int slot = paddedRow % held.length;
        int at = start + slot * rowLength;
        if (held[slot] != paddedRow) {
            fill((paddedRow - geometry.padH()) / geometry.dilationH(), at);
            held[slot] = paddedRow;
        }
        return at;
    }

    private void fill(int row, int at) {
        Geometry g = geometry;
        if (g.dilationW() > 1) {
            fillDilated(row, at);
            return;
        }
        int left = Math.clamp(g.padW(), 0, g.width());
        int from = Math.max(0, -g.padW());
        int count = Math.clamp(g.width() - left, 0, Math.max(0, g.w() - from));
        Arrays.fill(values, at, at + left * g.c(), 0f);
        source.read(image, row, from, count, values, at + left * g.c());
        Arrays.fill(values, at + (left + count) * g.c(), at + rowLength, 0f);
    }

    private void fillDilated(int row, int at) {
        Geometry g = geometry;
        Arrays.fill(values, at, at + rowLength, 0f);
        for (int pixel = 0; pixel < g.w(); pixel++) {
            int target = g.padW() + pixel * g.dilationW();
            if (target >= 0 && target < g.width()) {
                source.read(image, row, pixel, 1, values, at + target * g.c());
            }
        }
    }

    @Override
    public void close() {
        lease.close();
    }
}
