package dev.menny.trainer.data;

/**
 * What a model takes in: every picture is brought to this size and number of channels.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 3 (red, green, blue) or 1 (grey)
 */
public record PictureFormat(int height, int width, int channels) {
    public PictureFormat {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("A format needs height and width of at least 1 and 1 or 3 channels, got "
                    + height + "x" + width + "x" + channels);
        }
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
