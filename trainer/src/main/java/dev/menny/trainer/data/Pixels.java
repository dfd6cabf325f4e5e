package dev.menny.trainer.data;

import java.util.Arrays;

/**
 * A picture whose bytes are changed at once.
 *
 * @param picture as it is by now
 */
record Pixels(Picture picture) implements Canvas<Pixels> {
    /** What {@link #padded} puts about a picture, in 255ths. */
    static final int MID_GREY = 128;

    @Override
    public int height() {
        return picture.height();
    }

    @Override
    public int width() {
        return picture.width();
    }

    @Override
    public Pixels mirrored() {
        return new Pixels(Flip.mirrored(picture));
    }

    @Override
    public Pixels turned(double radians) {
        return new Pixels(Rotate.turned(picture, radians));
    }

    @Override
    public Pixels moved(int right, int down) {
        return new Pixels(Shift.moved(picture, right, down));
    }

    @Override
    public Pixels window(int top, int left, int windowHeight, int windowWidth) {
        return new Pixels(picture.window(top, left, windowHeight, windowWidth));
    }

    @Override
    public Pixels resized(int newHeight, int newWidth) {
        return new Pixels(Resize.to(picture, newHeight, newWidth));
    }

    @Override
    public Pixels padded(int newHeight, int newWidth) {
        if (newHeight == height() && newWidth == width()) {
            return this;
        }
        int channels = picture.channels();
        byte[] pixels = new byte[newHeight * newWidth * channels];
        Arrays.fill(pixels, (byte) MID_GREY);
        int top = (newHeight - height()) / 2;
        int left = (newWidth - width()) / 2;
        int rowLength = width() * channels;
        for (int y = 0; y < height(); y++) {
            int row = ((top + y) * newWidth + left) * channels;
            System.arraycopy(picture.pixels(), y * rowLength, pixels, row, rowLength);
        }
        return new Pixels(new Picture(newHeight, newWidth, channels, pixels));
    }

    @Override
    public Pixels jittered(double brightness, double contrast, double saturation) {
        return new Pixels(Jitter.changed(picture, brightness, contrast, saturation));
    }

    @Override
    public Pixels grey() {
        return new Pixels(picture.withChannels(1).withChannels(picture.channels()));
    }
}
