package dev.menny.trainer.data;

import java.util.Arrays;

/**
 * Brings pictures to another size, each axis by itself: averages areas where it shrinks (no aliasing), interpolates
 * linearly where it grows. Sums are exact and rounded once.
 */
public final class Resize {
    private Resize() {}

    /** The picture at {@code height} x {@code width}, proportions not kept; itself where it has that size already. */
    public static Picture to(Picture picture, int height, int width) {
        if (height == picture.height() && width == picture.width()) {
            return picture;
        }
        int channels = picture.channels();
        Taps rows = Taps.between(picture.height(), height);
        Taps columns = Taps.between(picture.width(), width);
        // Whole numbers below 2^53 are exact in a double, and doubles are what the JIT multiplies in vectors.
        double total = (double) rows.total() * columns.total();
        double[] row = new double[picture.width() * channels];
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
        for (int y = 0; y < height; y++) {
            sumRows(picture, rows, y, row);
            averageColumns(row, columns, channels, total, pixels, y * width * channels);
        }
        return new Picture(height, width, channels, pixels);
    }

    private static void sumRows(Picture picture, Taps rows, int y, double[] row) {
        Arrays.fill(row, 0);
        int[] weights = rows.weights()[y];
        for (int i = 0; i < weights.length; i++) {
            addRow(picture.pixels(), (rows.start()[y] + i) * row.length, weights[i], row);
        }
    }

    private static void addRow(byte[] pixels, int offset, double weight, double[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] += weight * (pixels[offset + i] & 0xff);
        }
    }

    private static void averageColumns(
            double[] row, Taps columns, int channels, double total, byte[] pixels, int offset) {
        int target = offset;
        for (int x = 0; x < columns.start().length; x++) {
            int[] weights = columns.weights()[x];
            int source = columns.start()[x] * channels;
            for (int c = 0; c < channels; c++) {
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * row[source + i * channels + c];
                }
                pixels[target++] = (byte) (sum / total + 0.5);
            }
        }
    }
}
