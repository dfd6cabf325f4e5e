package dev.menny.backend;

/**
 * The sliding window of a convolution.
 *
 * @param height kernel height, at least 1 ({@code r} in kernels)
 * @param width kernel width, at least 1 ({@code s} in kernels)
 * @param strideH rows between two output rows, at least 1
 * @param strideW columns between two output columns, at least 1
 * @param padH rows of zeros above and below the input, at least 0
 * @param padW columns of zeros left and right of the input, at least 0
 */
public record Window(int height, int width, int strideH, int strideW, int padH, int padW) {
    /** @throws IllegalArgumentException if a size or stride is below 1 or a padding is negative */
    public Window {
        if (height < 1 || width < 1 || strideH < 1 || strideW < 1 || padH < 0 || padW < 0) {
            throw new IllegalArgumentException(
                    "a window needs a kernel and stride of at least 1 and no negative padding,"
                            + " got kernel %dx%d, stride %dx%d, padding %dx%d"
                                    .formatted(height, width, strideH, strideW, padH, padW));
        }
    }

    /** A square kernel of stride 1 without padding. */
    public static Window of(int size) {
        return of(size, size);
    }

    /** A kernel of stride 1 without padding. */
    public static Window of(int height, int width) {
        return new Window(height, width, 1, 1, 0, 0);
    }

    /** A square kernel of stride 1, padded so that the output is as large as the input; {@code size} must be odd. */
    public static Window same(int size) {
        if (size % 2 == 0) {
            throw new IllegalArgumentException("only an odd kernel can keep the input's size, got " + size);
        }
        return of(size).padding(size / 2, size / 2);
    }

    /** The same window with another stride. */
    public Window stride(int vertical, int horizontal) {
        return new Window(height, width, vertical, horizontal, padH, padW);
    }

    /** The same window with another padding. */
    public Window padding(int vertical, int horizontal) {
        return new Window(height, width, strideH, strideW, vertical, horizontal);
    }

    /** Output rows for an input of {@code h} rows; below 1 where the kernel does not fit. */
    public int outHeight(int h) {
        return Math.floorDiv(h + 2 * padH - height, strideH) + 1;
    }

    /** Output columns for an input of {@code w} columns; below 1 where the kernel does not fit. */
    public int outWidth(int w) {
        return Math.floorDiv(w + 2 * padW - width, strideW) + 1;
    }

    @Override
    public String toString() {
        return "%dx%d, stride %dx%d, pad %dx%d".formatted(height, width, strideH, strideW, padH, padW);
    }
}
