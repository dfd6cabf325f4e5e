package dev.menny.trainer.data;

/** Brings pictures to another size: averages areas where it shrinks (no aliasing), interpolates linearly where it grows. */
public final class Resize {
    private Resize() {}

    /** The picture at {@code height} x {@code width}, proportions not kept; itself where it has that size already. */
    public static Picture to(Picture picture, int height, int width) {
        throw new UnsupportedOperationException(picture + " " + height + " " + width);
    }
}
