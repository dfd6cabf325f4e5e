package dev.menny.backend;

/**
 * {@code scale x + shift}, element by element.
 *
 * @param length elements
 * @param scale any finite number
 * @param shift any finite number
 */
public record AffineSpec(long length, float scale, float shift) {
    /** The gradient's map: the same scale without the shift. */
    public AffineSpec linear() {
        return new AffineSpec(length, scale, 0);
    }
}
