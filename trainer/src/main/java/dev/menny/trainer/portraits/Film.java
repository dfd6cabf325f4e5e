package dev.menny.trainer.portraits;

import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * Turns light into a picture.
 *
 * @param exposure brightness of the whole picture
 * @param tint colour cast of the whole picture
 */
record Film(double exposure, Rgb tint) {

    /** Samples per pixel in each direction. */
    static final int FINE = 2;

    private static final int LEVELS = 4096;
    private static final byte[] DISPLAY = display();
    private static final double[] TENT = {0.14, 0.36, 0.36, 0.14};

    static Film random(Random random) {
        double warm = 0.15 * (2 * random.nextDouble() - 1);
        double green = 0.035 * (2 * random.nextDouble() - 1);
        double exposure = 0.72 + 0.6 * random.nextDouble();
        return new Film(exposure, new Rgb(1 + warm, 1 + green, 1 - warm));
    }

    private static byte[] display() {
        byte[] levels = new byte[LEVELS + 1];
        for (int i = 0; i <= LEVELS; i++) {
            levels[i] = (byte) Math.round(255 * StrictMath.pow(i / (double) LEVELS, 1 / 2.2));
        }
        return levels;
    }

    /**
     * Makes a picture from {@link #FINE} times as many samples in each direction; each pixel is a weighted mean of 4x4
     * samples, which keeps strands of hair smooth.
     *
     * @param light the samples, rows from the top
     * @param sitter whether a sample shows the sitter
     * @param size width and height of the picture
     */
    BufferedImage develop(Rgb[] light, boolean[] sitter, int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Rgb[] shown = new Rgb[light.length];
        for (int i = 0; i < light.length; i++) {
            shown[i] = toned(light[i]);
        }
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image.setRGB(x, y, pixel(shown, sitter, FINE * size, FINE * x, FINE * y));
            }
        }
        return image;
    }

    private static int pixel(Rgb[] shown, boolean[] sitter, int width, int x, int y) {
        Rgb sum = Rgb.BLACK;
        boolean covered = false;
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int i = Math.clamp(y + row - 1, 0, width - 1) * width + Math.clamp(x + column - 1, 0, width - 1);
                sum = sum.plus(shown[i].times(TENT[row] * TENT[column]));
                covered |= sitter[i];
            }
        }
        // Coarser levels go unseen on skin, hair and cloth and shrink the file by a third; on a bare gradient they
        // show.
        int step = covered ? 3 : 1;
        return level(sum.r(), step) << 16 | level(sum.g(), step) << 8 | level(sum.b(), step);
    }

    /** Bright light is rolled off, as film does, before averaging, so that highlights keep smooth edges. */
    private Rgb toned(Rgb light) {
        Rgb seen = light.times(tint).times(exposure);
        return new Rgb(roll(seen.r()), roll(seen.g()), roll(seen.b()));
    }

    private static double roll(double x) {
        return x * (1 + x / 6.25) / (1 + 0.75 * x);
    }

    private static int level(double x, int step) {
        int level = DISPLAY[(int) Math.round(Curves.clamp(x, 0, 1) * LEVELS)] & 255;
        return (level + step / 2) / step * step;
    }
}
