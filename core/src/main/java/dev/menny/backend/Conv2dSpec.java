package dev.menny.backend;

/**
 * The sizes of a 2-D convolution.
 *
 * @param n images
 * @param h input height
 * @param w input width
 * @param c input channels
 * @param k output channels
 * @param window kernel size, stride and padding
 */
public record Conv2dSpec(int n, int h, int w, int c, int k, Window window) {
    /** Kernel height. */
    public int r() {
        return window.height();
    }

    /** Kernel width. */
    public int s() {
        return window.width();
    }

    /** Output height. */
    public int oh() {
        return window.outHeight(h);
    }

    /** Output width. */
    public int ow() {
        return window.outWidth(w);
    }

    /** Floats of {@code y [n, oh, ow, k]}. */
    public long outputLength() {
        return (long) n * oh() * ow() * k;
    }
}
