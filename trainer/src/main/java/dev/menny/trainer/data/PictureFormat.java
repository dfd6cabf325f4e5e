package dev.menny.trainer.data;

import dev.menny.io.Fit;
import dev.menny.io.Preprocessing;

/**
 * What a model takes in: every picture is brought to this size and number of channels.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 3 (red, green, blue) or 1 (grey)
 * @param fit what happens to a picture of other proportions
 */
public record PictureFormat(int height, int width, int channels, Fit fit) {
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

    /** The picture in this format, squashed where its proportions differ; itself where it fits already. */
    public Picture fit(Picture picture) {
        return Resize.to(picture.withChannels(channels), height, width);
    }

    /** Number of values that one picture has. */
    public int samples() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }
}
