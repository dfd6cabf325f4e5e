package dev.menny.trainer.data;

import dev.menny.io.Fit;
import dev.menny.io.Preprocessing;
import java.util.Arrays;

/**
 * What a model takes in: every picture is brought to this size and number of channels.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 3 (red, green, blue) or 1 (grey)
 * @param fit what happens to a picture of other proportions
 */
public record PictureFormat(int height, int width, int channels, Fit fit) {
    private static final byte MID_GREY = (byte) 128;

    public PictureFormat {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("A format needs height and width of at least 1 and 1 or 3 channels, got "
                    + height + "x" + width + "x" + channels);
        }
    }

    /** Pictures of other proportions are cropped. */
    public PictureFormat(int height, int width, int channels) {
        this(height, width, channels, Fit.CROP);
    }

    /** What a model was trained on. */
    public static PictureFormat of(Preprocessing pictures) {
        return new PictureFormat(pictures.height(), pictures.width(), pictures.channels(), pictures.fit());
    }

    /** The same, as a file of weights keeps it. */
    public Preprocessing preprocessing() {
        return new Preprocessing(height, width, channels, fit);
    }

    /** The picture in this format, other proportions treated as {@link #fit()} says; itself where it fits already. */
    public Picture fit(Picture picture) {
        Picture coloured = picture.withChannels(channels);
        return switch (fit) {
            case CROP -> Resize.to(middle(coloured), height, width);
            case SQUASH -> Resize.to(coloured, height, width);
            case PAD -> padded(coloured);
        };
    }

    /** The largest part about the centre that has this format's proportions. */
    private Picture middle(Picture picture) {
        int keptHeight = Math.min(picture.height(), scaled(picture.width(), height, width));
        int keptWidth = Math.min(picture.width(), scaled(picture.height(), width, height));
        return picture.window(
                (picture.height() - keptHeight) / 2, (picture.width() - keptWidth) / 2, keptHeight, keptWidth);
    }

    private Picture padded(Picture picture) {
        int innerHeight = Math.min(height, scaled(width, picture.height(), picture.width()));
        int innerWidth = Math.min(width, scaled(height, picture.width(), picture.height()));
        Picture inner = Resize.to(picture, innerHeight, innerWidth);
        if (innerHeight == height && innerWidth == width) {
            return inner;
        }
        byte[] pixels = new byte[samples()];
        Arrays.fill(pixels, MID_GREY);
        int top = (height - innerHeight) / 2;
        int left = (width - innerWidth) / 2;
        int rowLength = innerWidth * channels;
        for (int y = 0; y < innerHeight; y++) {
            System.arraycopy(inner.pixels(), y * rowLength, pixels, ((top + y) * width + left) * channels, rowLength);
        }
        return new Picture(height, width, channels, pixels);
    }

    /** {@code size} times a ratio of two whole numbers, rounded, at least 1. */
    private static int scaled(int size, int numerator, int denominator) {
        long scaled = ((long) size * numerator + denominator / 2) / denominator;
        return (int) Math.clamp(scaled, 1L, Integer.MAX_VALUE);
    }

    /** Number of values that one picture has. */
    public int samples() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
}
