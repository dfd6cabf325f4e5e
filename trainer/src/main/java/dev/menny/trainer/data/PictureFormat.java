package dev.menny.trainer.data;

import dev.menny.io.Fit;
import dev.menny.io.Preprocessing;
import java.util.Arrays;

/**
 * What a model takes in, and how every picture is brought to it.
 *
 * @param preprocessing the same, as a file of weights keeps it
 */
public record PictureFormat(Preprocessing preprocessing) {
    private static final byte MID_GREY = (byte) 128;

    /**
     * Pictures of other proportions are cropped.
     *
     * @param height in pixels, at least 1
     * @param width in pixels, at least 1
     * @param channels 3 (red, green, blue) or 1 (grey)
     */
    public PictureFormat(int height, int width, int channels) {
        this(height, width, channels, Fit.CROP);
    }

    /**
     * Pictures of other proportions are treated as told.
     *
     * @param height in pixels, at least 1
     * @param width in pixels, at least 1
     * @param channels 3 (red, green, blue) or 1 (grey)
     */
    public PictureFormat(int height, int width, int channels, Fit fit) {
        this(new Preprocessing(height, width, channels, fit, 1));
    }

    /**
     * The same for a closer look.
     *
     * @param share of each side about the middle to look at, above 0 to 1
     */
    public PictureFormat withCentre(double share) {
        return new PictureFormat(new Preprocessing(height(), width(), channels(), fit(), share));
    }

    /** In pixels. */
    public int height() {
        return preprocessing.height();
    }

    /** In pixels. */
    public int width() {
        return preprocessing.width();
    }

    /** 3 (red, green, blue) or 1 (grey). */
    public int channels() {
        return preprocessing.channels();
    }

    /** What happens to a picture of other proportions. */
    public Fit fit() {
        return preprocessing.fit();
    }

    /** Share of each side about the middle that the model looks at. */
    public double centre() {
        return preprocessing.centre();
    }

    /** Number of values that one picture has. */
    public int samples() {
        return preprocessing.length();
    }

    /** The picture in this format, other proportions treated as {@link #fit()} says; itself where it fits already. */
    public Picture fit(Picture picture) {
        Picture coloured = centre(picture).withChannels(channels());
        return switch (fit()) {
            case CROP -> Resize.to(middle(coloured), height(), width());
            case SQUASH -> Resize.to(coloured, height(), width());
            case PAD -> padded(coloured);
        };
    }

    private Picture centre(Picture picture) {
        int keptHeight = (int) Math.max(1, Math.round(picture.height() * centre()));
        int keptWidth = (int) Math.max(1, Math.round(picture.width() * centre()));
        return picture.middle(keptHeight, keptWidth);
    }

    /** The largest part about the centre that has this format's proportions. */
    private Picture middle(Picture picture) {
        int keptHeight = Math.min(picture.height(), scaled(picture.width(), height(), width()));
        int keptWidth = Math.min(picture.width(), scaled(picture.height(), width(), height()));
        return picture.middle(keptHeight, keptWidth);
    }

    private Picture padded(Picture picture) {
        int innerHeight = Math.min(height(), scaled(width(), picture.height(), picture.width()));
        int innerWidth = Math.min(width(), scaled(height(), picture.width(), picture.height()));
        Picture inner = Resize.to(picture, innerHeight, innerWidth);
        if (innerHeight == height() && innerWidth == width()) {
            return inner;
        }
        byte[] pixels = new byte[samples()];
        Arrays.fill(pixels, MID_GREY);
        int top = (height() - innerHeight) / 2;
        int left = (width() - innerWidth) / 2;
        int rowLength = innerWidth * channels();
        for (int y = 0; y < innerHeight; y++) {
            System.arraycopy(
                    inner.pixels(), y * rowLength, pixels, ((top + y) * width() + left) * channels(), rowLength);
        }
        return new Picture(height(), width(), channels(), pixels);
    }

    /** {@code size} times a ratio of two whole numbers, rounded, at least 1. */
    private static int scaled(int size, int numerator, int denominator) {
        long scaled = ((long) size * numerator + denominator / 2) / denominator;
        return (int) Math.clamp(scaled, 1L, Integer.MAX_VALUE);
    }
}
