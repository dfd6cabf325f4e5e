package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** Other light, other film: brightness, contrast and, of colours, saturation are multiplied by random factors near 1. */
record Jitter(double strength) implements PlannedAugmentation {
    private static final int FRACTION_BITS = 12;
    private static final int FRACTION_ONE = 1 << FRACTION_BITS;
    // Rec. 601 in 256ths.
    private static final int RED = 77;
    private static final int GREEN = 150;
    private static final int BLUE = 29;

    /** Of red in luma. */
    static final double RED_SHARE = RED / 256.0;

    /** Of green in luma. */
    static final double GREEN_SHARE = GREEN / 256.0;

    /** Of blue in luma. */
    static final double BLUE_SHARE = BLUE / 256.0;

    Jitter {
        if (!(strength >= 0 && strength <= 1)) {
            throw new DataException("jitter needs a strength from 0 to 1, e.g. 0.2, got " + strength);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        double brightness = factor(random);
        double contrast = factor(random);
        double saturation = factor(random);
        return canvas.jittered(brightness, contrast, saturation);
    }

    /** Brightness and contrast, then saturation. */
    @Override
    public int colourStages(int channels) {
        return channels == 3 ? 2 : 1;
    }

    static Picture changed(Picture picture, double brightness, double contrast, double saturation) {
        byte[] table = table(brightness, contrast, brightness * meanLuma(picture));
        byte[] pixels = new byte[picture.pixels().length];
        if (picture.channels() == 1) {
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = table[picture.pixels()[i] & 0xff];
            }
        } else {
            changeColours(picture.pixels(), table, (int) Math.round(saturation * FRACTION_ONE), pixels);
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
        long sum = 0;
        if (picture.channels() == 1) {
            for (byte pixel : pixels) {
                sum += pixel & 0xff;
            }
            return (double) sum / pixels.length;
        }
        for (int i = 0; i < pixels.length; i += 3) {
            sum += luma(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff);
        }
        return sum / (pixels.length / 3.0);
    }

    /** Saturation spreads each pixel's colours about its own brightness. */
    private static void changeColours(byte[] source, byte[] table, int saturation, byte[] target) {
        for (int i = 0; i < target.length; i += 3) {
            int red = table[source[i] & 0xff] & 0xff;
            int green = table[source[i + 1] & 0xff] & 0xff;
            int blue = table[source[i + 2] & 0xff] & 0xff;
            int grey = luma(red, green, blue);
            int base = (grey << FRACTION_BITS) + FRACTION_ONE / 2;
            target[i] = clamped((base + (red - grey) * saturation) >> FRACTION_BITS);
            target[i + 1] = clamped((base + (green - grey) * saturation) >> FRACTION_BITS);
            target[i + 2] = clamped((base + (blue - grey) * saturation) >> FRACTION_BITS);
        }
    }

    private static int luma(int red, int green, int blue) {
        return (RED * red + GREEN * green + BLUE * blue + 128) >> 8;
    }

    private static byte clamped(int value) {
        return (byte) Math.min(Math.max(value, 0), 255);
    }

    @Override
    public String toString() {
        return "jitter(" + strength + ")";
    }
}
