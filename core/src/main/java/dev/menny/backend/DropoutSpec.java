package dev.menny.backend;

/**
 * One draw of a dropout mask. Element {@code i} is kept if and only if
 * {@code Philox.uniform(seed, offset + i) >= probability}, on every backend.
 *
 * @param length elements
 * @param probability chance to drop an element, in [0, 1)
 * @param seed key of the random stream
 * @param offset position of element 0 in the stream, a multiple of 4
 */
public record DropoutSpec(long length, float probability, long seed, long offset) {
    /** What a kept element is multiplied by, so that the expected sum stays the same. */
    public float scale() {
        return 1f / (1f - probability);
    }
}
