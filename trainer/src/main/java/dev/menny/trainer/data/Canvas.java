package dev.menny.trainer.data;

/**
 * All that can happen to a picture on its way to a batch, whoever does it: {@link Pixels} to its bytes, {@link View} by
 * noting where each pixel would come from. Operations give a changed canvas and leave this one as it is.
 */
interface Canvas<C extends Canvas<C>> {
    /** In pixels. */
    int height();

    /** In pixels. */
    int width();

    /** Left and right exchanged. */
    C mirrored();

    /** Turned about the centre; what comes in at the corners repeats the nearest edge. */
    C turned(double radians);

    /** Moved by whole pixels; what comes in repeats the nearest edge. */
    C moved(int right, int down);

    /** A part, which lies within. */
    C window(int top, int left, int windowHeight, int windowWidth);

    /** Brought to another size, proportions not kept. */
    C resized(int newHeight, int newWidth);

    /** In the middle of a larger picture of mid-grey. */
    C padded(int newHeight, int newWidth);

    /**
     * In other light, on other film: every sample is multiplied by {@code brightness}, then spread by {@code contrast} about
     * the mean luma; then {@code saturation} spreads each pixel's colours about its own luma.
     */
    C jittered(double brightness, double contrast, double saturation);

    /** Without colours, in as many channels. */
    C grey();

    /** The part about the middle, no larger than this. */
    default C middle(int keptHeight, int keptWidth) {
        return window((height() - keptHeight) / 2, (width() - keptWidth) / 2, keptHeight, keptWidth);
    }
}
