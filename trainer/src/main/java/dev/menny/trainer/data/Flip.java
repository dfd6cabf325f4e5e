package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** Mirrors left and right, as often as the probability says. */
record Flip(double probability) implements PlannedAugmentation {
    Flip {
        if (!(probability >= 0 && probability <= 1)) {
            throw new DataException("flip needs a probability from 0 to 1, e.g. 0.5, got " + probability);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        return random.nextDouble() < probability ? canvas.mirrored() : canvas;
    }

    static Picture mirrored(Picture picture) {
        int channels = picture.channels();
        int rowLength = picture.width() * channels;
        byte[] source = picture.pixels();
        byte[] pixels = new byte[source.length];
        for (int row = 0; row < pixels.length; row += rowLength) {
            for (int left = 0; left < rowLength; left += channels) {
                int right = rowLength - channels - left;
                for (int c = 0; c < channels; c++) {
                    pixels[row + left + c] = source[row + right + c];
                }
            }
        }
        return new Picture(picture.height(), picture.width(), channels, pixels);
    }

    @Override
    public String toString() {
        return "flip(" + probability + ")";
    }
}
