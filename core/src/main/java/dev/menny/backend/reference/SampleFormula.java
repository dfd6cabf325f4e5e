package dev.menny.backend.reference;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Placement;
import dev.menny.backend.SampleSpec;
import dev.menny.backend.host.HostBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How a pixel of a batch comes of a stored picture, as {@link dev.menny.backend.Kernels#sample} defines it.
 *
 * @param spec the batch's sizes
 * @param pictures the bytes of all pictures
 * @param placements one for each image
 * @param colours the matrices of all images, or none
 */
record SampleFormula(
        SampleSpec spec,
        DeviceBuffer pictures,
        DeviceBuffer placements,
        @Nullable DeviceBuffer colours) {
    private static final double POSITION_UNIT = 0x1p-16;
    private static final double STEP_UNIT = 0x1p-28;

    void fill(Values y) {
        for (int n = 0; n < spec.n(); n++) {
            HostBuffer all = HostBuffer.of(placements);
            Placement placement = Placement.read(all.ints(), all.offset(), n);
            for (int row = 0; row < spec.h(); row++) {
                for (int column = 0; column < spec.w(); column++) {
                    double[] pixel = pixel(n, placement, row - placement.top(), column - placement.left());
                    for (int c = 0; c < spec.c(); c++) {
                        y.set(((n * spec.h() + row) * spec.w() + column) * spec.c() + c, pixel[c]);
                    }
                }
            }
        }
    }

    /** @param row counted, like the column, from the part of the image that the picture fills */
    private double[] pixel(int n, Placement p, int row, int column) {
        double[] pixel = new double[spec.c()];
        boolean inside = row >= 0 && row < p.rows() && column >= 0 && column < p.columns();
        for (int c = 0; c < spec.c(); c++) {
            pixel[c] = inside ? mean(p, row, column, c) / 255 : spec.fill();
        }
        return inside && colours != null ? coloured(pixel, Values.of(colours), n) : pixel;
    }

    private double mean(Placement p, int row, int column, int c) {
        double sum = 0;
        for (int i = row * p.down(); i < (row + 1) * p.down(); i++) {
            for (int j = column * p.across(); j < (column + 1) * p.across(); j++) {
                double down = Math.clamp(i, p.firstRow() * POSITION_UNIT, p.lastRow() * POSITION_UNIT);
                double across = Math.clamp(j, p.firstColumn() * POSITION_UNIT, p.lastColumn() * POSITION_UNIT);
                double y = p.y() * POSITION_UNIT + (down * p.yDown() + across * p.yAcross()) * STEP_UNIT;
                double x = p.x() * POSITION_UNIT + (down * p.xDown() + across * p.xAcross()) * STEP_UNIT;
                sum += interpolated(
                        p,
                        Math.clamp(y, p.minY() * POSITION_UNIT, p.maxY() * POSITION_UNIT),
                        Math.clamp(x, p.minX() * POSITION_UNIT, p.maxX() * POSITION_UNIT),
                        c);
            }
        }
        return sum / (p.down() * p.across());
    }

    private double interpolated(Placement p, double y, double x, int c) {
        int upper = (int) y;
        int left = (int) x;
        int lower = Math.min(upper + 1, p.height() - 1);
        int right = Math.min(left + 1, p.width() - 1);
        double above = (1 - (x - left)) * at(p, upper, left, c) + (x - left) * at(p, upper, right, c);
        double below = (1 - (x - left)) * at(p, lower, left, c) + (x - left) * at(p, lower, right, c);
        return (1 - (y - upper)) * above + (y - upper) * below;
    }

    private int at(Placement p, int y, int x, int c) {
        return Values.getByte(pictures, p.start() * Placement.ALIGNMENT + (y * p.width() + x) * spec.c() + c) & 0xff;
    }

    private double[] coloured(double[] pixel, Values matrices, int n) {
        double[] changed = pixel;
        for (int stage = 0; stage < spec.stages(); stage++) {
            changed = product(matrices, (n * spec.stages() + stage) * spec.stageLength(), changed);
        }
        return changed;
    }

    private static double[] product(Values matrices, int matrix, double[] pixel) {
        double[] product = new double[pixel.length];
        for (int c = 0; c < pixel.length; c++) {
            int row = matrix + c * (pixel.length + 1);
            double sum = matrices.get(row + pixel.length);
            for (int from = 0; from < pixel.length; from++) {
                sum += matrices.get(row + from) * pixel[from];
            }
            product[c] = Math.clamp(sum, 0.0, 1.0);
        }
        return product;
    }
}
