package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/**
 * Moves the picture by whole pixels, across and down, so that a network cannot learn where a face happens to be. What
 * comes in repeats the nearest edge.
 */
record Shift(double maxFraction) implements PlannedAugmentation {
    Shift {
        if (!(maxFraction >= 0 && maxFraction < 1)) {
            throw new DataException(
                    "shift needs a fraction of the picture from 0 to below 1, e.g. 0.1, got " + maxFraction);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        int right = pixels(canvas.width(), random);
        int down = pixels(canvas.height(), random);
        return right == 0 && down == 0 ? canvas : canvas.moved(right, down);
    }

    private int pixels(int size, RandomGenerator random) {
        return (int) Math.round((2 * random.nextDouble() - 1) * maxFraction * size);
    }

    static Picture moved(Picture picture, int right, int down) {
        int channels = picture.channels();
        int rowLength = picture.width() * channels;
        byte[] pixels = new byte[picture.pixels().length];
        for (int y = 0; y < picture.height(); y++) {
            int row = Math.clamp(y - down, 0, picture.height() - 1) * rowLength;
            moveRow(picture.pixels(), row, pixels, y * rowLength, rowLength, channels, right * channels);
        }
        return new Picture(picture.height(), picture.width(), channels, pixels);
    }

    private static void moveRow(
            byte[] source, int from, byte[] target, int to, int rowLength, int channels, int offset) {
        int kept = rowLength - Math.abs(offset);
        System.arraycopy(source, from + Math.max(0, -offset), target, to + Math.max(0, offset), kept);
        int edge = offset > 0 ? from : from + rowLength - channels;
        int gap = offset > 0 ? to : to + kept;
        for (int i = 0; i < Math.abs(offset); i++) {
            target[gap + i] = source[edge + i % channels];
        }
    }

    @Override
    public String toString() {
        return "shift(" + maxFraction + ")";
    }
}
