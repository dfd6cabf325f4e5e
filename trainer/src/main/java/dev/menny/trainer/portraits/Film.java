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

    private static final int LEVELS = 4096;
    private static final byte[] DISPLAY = display();

    static Film random(Random random) {
        double warm = 0.2 * (2 * random.nextDouble() - 1);
        double green = 0.07 * (2 * random.nextDouble() - 1);
        double exposure = 0.75 + 0.55 * random.nextDouble();
        return new Film(exposure, new Rgb(1 + warm, 1 + green, 1 - warm));
    }

    private static byte[] display() {
        byte[] levels = new byte[LEVELS + 1];
        for (int i = 0; i <= LEVELS; i++) {
            levels[i] = (byte) Math.round(255 * StrictMath.pow(i / (double) LEVELS, 1 / 2.2));
        }
        return levels;
    }

    /** Averages each square of {@code fine} x {@code fine} samples into one pixel. */
    BufferedImage develop(Rgb[] light, int size, int fine) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int width = size * fine;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                Rgb sum = Rgb.BLACK;
                for (int k = 0; k < fine * fine; k++) {
                    sum = sum.plus(toned(light[(y * fine + k / fine) * width + x * fine + k % fine]));
                }
                sum = sum.times(1.0 / (fine * fine));
                image.setRGB(x, y, level(sum.r()) << 16 | level(sum.g()) << 8 | level(sum.b()));
            }
        }
        return image;
    }

    /** Bright light is rolled off, as film does, before averaging, so that highlights keep smooth edges. */
    private Rgb toned(Rgb light) {
        Rgb seen = light.times(tint).times(exposure);
        return new Rgb(roll(seen.r()), roll(seen.g()), roll(seen.b()));
    }

    private static double roll(double x) {
        return x * (1 + x / 6.25) / (1 + 0.75 * x);
    }

    private static int level(double x) {
        return DISPLAY[(int) Math.round(Curves.clamp(x, 0, 1) * LEVELS)] & 255;
    }
}
