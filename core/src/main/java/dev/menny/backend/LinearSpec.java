package dev.menny.backend;

/**
 * The sizes of a fully connected layer.
 *
 * @param n rows of the batch
 * @param in input features
 * @param out output features
 */
public record LinearSpec(int n, int in, int out) {
    /** Floats of the weights {@code [out,in]}. */
    public long weights() {
        return (long) out * in;
    }
}
