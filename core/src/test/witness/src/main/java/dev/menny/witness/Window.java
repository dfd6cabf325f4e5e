package dev.menny.witness;

import static java.util.Map.entry;

import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** The sliding window of a convolution or pool: its size, its steps and the zeros around the image. */
record Window(int height, int width, int strideH, int strideW, int padH, int padW) {

    /** A pooling window without overlap or padding. */
    static Window tiles(int size) {
        return new Window(size, size, size, size, 0, 0);
    }

    static Window square(int size, int stride, int pad) {
        return new Window(size, size, stride, stride, pad, pad);
    }

    Shape size() {
        return new Shape(height, width);
    }

    Shape stride() {
        return new Shape(strideH, strideW);
    }

    Shape pad() {
        return new Shape(padH, padW);
    }

    int outHeight(int h) {
        return (h + 2 * padH - height) / strideH + 1;
    }

    int outWidth(int w) {
        return (w + 2 * padW - width) / strideW + 1;
    }

    /** As the metadata shows it. */
    Map<String, Number> settings() {
        return Map.ofEntries(
                entry("kernel_h", height),
                entry("kernel_w", width),
                entry("stride_h", strideH),
                entry("stride_w", strideW),
                entry("pad_h", padH),
                entry("pad_w", padW));
    }
}
