package dev.menny.backend;

/**
 * The sizes of a square pooling without padding; rows and columns that fill no whole window are dropped.
 *
 * @param pooling average or max
 * @param n images
 * @param h input height
 * @param w input width
 * @param c channels
 * @param size height and width of the window
 * @param stride rows and columns between two windows
 */
public record Pool2dSpec(Pooling pooling, int n, int h, int w, int c, int size, int stride) {
    /** Output height. */
    public int oh() {
        return (h - size) / stride + 1;
    }

    /** Output width. */
    public int ow() {
        return (w - size) / stride + 1;
    }
}
