package dev.menny.trainer.data;

import dev.menny.backend.Placement;

/**
 * A picture that lies in a device's memory, and what the host knows of it.
 *
 * @param start where it begins, in units of {@value Placement#ALIGNMENT} bytes
 * @param height in pixels
 * @param width in pixels
 * @param channels 3 (red, green, blue) or 1 (grey)
 * @param thumbnail its luma, small
 */
record StoredPicture(int start, int height, int width, int channels, Picture thumbnail) {
    private static final int THUMBNAIL_SIDE = 32;

    static StoredPicture of(Picture picture, int start) {
        Picture small = Resize.to(
                picture.withChannels(1),
                Math.min(picture.height(), THUMBNAIL_SIDE),
                Math.min(picture.width(), THUMBNAIL_SIDE));
        return new StoredPicture(start, picture.height(), picture.width(), picture.channels(), small);
    }

    /** One that lies nowhere, for those who ask where its pixels would come to lie. */
    static StoredPicture unseen(int height, int width, int channels) {
        return new StoredPicture(0, height, width, channels, new Picture(1, 1, 1, new byte[1]));
    }

    /** True if a device can be told of all positions in a picture of that size, however it was stretched or turned. */
    static boolean fits(Picture picture) {
        return Math.max(picture.height(), picture.width()) <= Placement.MOST_PIXELS / 4;
    }

    /** The same picture elsewhere. */
    StoredPicture at(int other) {
        return new StoredPicture(other, height, width, channels, thumbnail);
    }

    long bytes() {
        return (long) height * width * channels;
    }

    /** Luma about a position, from 0 to 255. */
    double luma(double y, double x) {
        int row = cell(y, height, thumbnail.height());
        int column = cell(x, width, thumbnail.width());
        return thumbnail.pixels()[row * thumbnail.width() + column] & 0xff;
    }

    private static int cell(double position, int pixels, int cells) {
        return Math.clamp((long) ((position + 0.5) * cells / pixels), 0, cells - 1);
    }
}
