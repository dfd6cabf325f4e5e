package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** Other light, other film: brightness, contrast and, of colours, saturation are multiplied by random factors near 1. */
record Jitter(double strength) implements Augmentation {
    private static final int FRACTION_BITS = 12;
    private static final int FRACTION_ONE = 1 << FRACTION_BITS;
    // Rec. 601 in 256ths.
    private static final int RED = 77;
    private static final int GREEN = 150;
    private static final int BLUE = 29;
    private static final double ONE_OF_WEIGHTS = 256;

    Jitter {
        if (!(strength >= 0 && strength <= 1)) {
            throw new DataException("jitter needs a strength from 0 to 1, e.g. 0.2, got " + strength);
        }
    }

    @Override
    public Picture apply(Picture picture, RandomGenerator random) {
        double brightness = factor(random);
        double contrast = factor(random);
        double saturation = factor(random);
        byte[] table = table(brightness, contrast, brightness * meanLuma(picture));
        byte[] pixels = new byte[picture.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = table[picture.pixels()[i] & 0xff];
        }
        if (picture.channels() == 3) {
            saturate(pixels, (int) Math.round(saturation * FRACTION_ONE));
        }
        return new Picture(picture.height(), picture.width(), picture.channels(), pixels);
    }

    private double factor(RandomGenerator random) {
        return 1 + (2 * random.nextDouble() - 1) * strength;
    }

    /** Each sample's new value; contrast spreads about the picture's mean, so that it does not change how bright it is. */
    private static byte[] table(double brightness, double contrast, double mean) {
        byte[] table = new byte[256];
        for (int value = 0; value < table.length; value++) {
            double changed = mean + (value * brightness - mean) * contrast;
            table[value] = (byte) Math.clamp(Math.round(changed), 0, 255);
        }
        return table;
    }

    private static double meanLuma(Picture picture) {
        byte[] pixels = picture.pixels();
        int channels = picture.channels();
        long[] sums = new long[channels];
        for (int i = 0; i < pixels.length; i += channels) {
            for (int c = 0; c < channels; c++) {
                sums[c] += pixels[i + c] & 0xff;
            }
        }
        double count = (double) picture.height() * picture.width();
        return channels == 1
                ? sums[0] / count
                : (RED * sums[0] + GREEN * sums[1] + BLUE * sums[2]) / ONE_OF_WEIGHTS / count;
    }

    private static void saturate(byte[] pixels, int factor) {
        for (int i = 0; i < pixels.length; i += 3) {
            int red = pixels[i] & 0xff;
            int green = pixels[i + 1] & 0xff;
            int blue = pixels[i + 2] & 0xff;
            int grey = (RED * red + GREEN * green + BLUE * blue + 128) >> 8;
            int base = (grey << FRACTION_BITS) + FRACTION_ONE / 2;
            pixels[i] = clamped((base + (red - grey) * factor) >> FRACTION_BITS);
            pixels[i + 1] = clamped((base + (green - grey) * factor) >> FRACTION_BITS);
            pixels[i + 2] = clamped((base + (blue - grey) * factor) >> FRACTION_BITS);
        }
    }

    private static byte clamped(int value) {
        return (byte) Math.min(Math.max(value, 0), 255);
    }

    @Override
    public String toString() {
        return "jitter(" + strength + ")";
    }
}
