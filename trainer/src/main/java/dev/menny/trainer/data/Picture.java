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
    // Luma of Rec. 601 in 1000ths.
    private static final int RED = 299;
    private static final int GREEN = 587;
    private static final int BLUE = 114;

    /** Of red in luma. */
    static final double RED_SHARE = RED / 1000.0;

    /** Of green in luma. */
    static final double GREEN_SHARE = GREEN / 1000.0;

    /** Of blue in luma. */
    static final double BLUE_SHARE = BLUE / 1000.0;

    /** @throws IllegalArgumentException if a size is out of range or there are more or fewer samples than the sizes say */
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

    /**
     * A part of this picture; itself where that is all of it.
     *
     * @throws IllegalArgumentException if the window does not lie within the picture
     */
    public Picture window(int top, int left, int windowHeight, int windowWidth) {
        if (top < 0 || left < 0 || windowHeight > height - top || windowWidth > width - left) {
            throw new IllegalArgumentException("No window of %dx%d at row %d, column %d in a picture of %dx%d"
                    .formatted(windowHeight, windowWidth, top, left, height, width));
        }
        if (windowHeight == height && windowWidth == width) {
            return this;
        }
        byte[] part = new byte[windowHeight * windowWidth * channels];
        int rowLength = windowWidth * channels;
        for (int y = 0; y < windowHeight; y++) {
            System.arraycopy(pixels, ((top + y) * width + left) * channels, part, y * rowLength, rowLength);
        }
        return new Picture(windowHeight, windowWidth, channels, part);
    }

    /** This picture in grey (luma of Rec. 601, as JPEG has it) or in RGB (grey repeated); itself where it is so already. */
    public Picture withChannels(int wanted) {
        if (wanted == channels) {
            return this;
        }
        return switch (wanted) {
            case 1 -> new Picture(height, width, 1, luma());
            case 3 -> new Picture(height, width, 3, repeated());
            default -> throw new IllegalArgumentException("A picture has 1 or 3 channels, not " + wanted);
        };
    }

    /** Writes all samples, scaled to [0, 1], to {@code destination} from {@code offset} on. */
    public void toFloats(float[] destination, int offset) {
        for (int i = 0; i < pixels.length; i++) {
            destination[offset + i] = (pixels[i] & 0xff) / 255f;
        }
    }

    private byte[] luma() {
        byte[] grey = new byte[height * width];
        for (int i = 0; i < grey.length; i++) {
            int red = pixels[3 * i] & 0xff;
            int green = pixels[3 * i + 1] & 0xff;
            int blue = pixels[3 * i + 2] & 0xff;
            grey[i] = (byte) ((RED * red + GREEN * green + BLUE * blue + 500) / 1000);
        }
        return grey;
    }

    private byte[] repeated() {
        byte[] rgb = new byte[3 * pixels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = pixels[i / 3];
        }
        return rgb;
    }
}
