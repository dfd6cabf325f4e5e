package dev.menny.backend.vector;

import org.jspecify.annotations.Nullable;

/**
 * Where a pooled activation goes.
 *
 * @param y pooled values {@code [n,oh,ow,channels]}
 * @param offset where they begin
 * @param mask one byte per value, or null
 * @param maskOffset where the mask begins
 * @param width pooled pixels of a row
 * @param channels values of a pixel
 * @param max true for max pooling, false for average pooling
 */
record PooledTarget(
        float[] y, int offset, byte @Nullable [] mask, int maskOffset, int width, int channels, boolean max) {
    /** The place of a row, counted over all images. */
    PooledRow row(int row) {
        int at = row * width * channels;
        return new PooledRow(y, offset + at, mask, maskOffset + at, channels, max);
    }
}
