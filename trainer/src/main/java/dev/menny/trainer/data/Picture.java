package dev.menny.trainer.data;

/**
 * A decoded picture, 8 bits a sample. The array is not copied: whoever holds a picture must not write to it.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels 3 (red, green, blue) or 1 (grey)
 * @param pixels samples in the order [height, width, channels], each 0..255 as an unsigned byte
 */
public record Picture(int height, int width, int channels, byte[] pixels) {
    public Picture {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException(
                    "A picture needs height and width of at least 1 and 1 or 3 channels, got " + height + "x" + width
                            + "x" + channels);
        }
        if (pixels.length != (long) height * width * channels) {
            throw new IllegalArgumentException("A picture of " + height + "x" + width + "x" + channels + " needs "
                    + (long) height * width * channels + " samples, got " + pixels.length);
        }
    }

    /** This picture in grey (luma of Rec. 601, as JPEG defines it) or in RGB (grey repeated); itself where it is so already. */
    public Picture withChannels(int wanted) {
        throw new UnsupportedOperationException("" + wanted);
    }

    /** Writes all samples, scaled to [0, 1], to {@code destination} from {@code offset} on. */
    public void toFloats(float[] destination, int offset) {
        throw new UnsupportedOperationException("" + offset);
    }
}
