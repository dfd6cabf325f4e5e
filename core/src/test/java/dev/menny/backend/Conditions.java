package dev.menny.backend;

/**
 * What operations are tried under.
 *
 * @param front elements that lie before a buffer in its block: what its address is aligned to follows
 * @param rounding how far the factors of convolutions and linear layers may be rounded, as a share of the largest result, or of 1;
 *     0 for float32
 */
public record Conditions(int front, double rounding) {
    /** Buffers at odd addresses, float32. */
    public static final Conditions PLAIN = new Conditions(21, 0);

    private static final int CACHE_LINE_OF_FLOATS = 32;
    // A product of two rounded factors whose result is rounded is off by three halves of the last place; sums average
    // out.
    private static final double TF32_LAST_PLACE = 0x1p-10;
    private static final double BF16_LAST_PLACE = 0x1p-7;

    /** What rounded factors of at most 1 may change in results of at most {@code scale}, whose terms may cancel. */
    static double slack(double rounding, double scale) {
        return rounding * Math.max(scale, 1);
    }

    /** The same with buffers that begin at multiples of 128 bytes. */
    public Conditions aligned() {
        return new Conditions(CACHE_LINE_OF_FLOATS, rounding);
    }

    /** The same for a backend that computes in the given precision. */
    public Conditions in(Precision precision) {
        return new Conditions(
                front,
                switch (precision) {
                    case AUTO, FP32 -> 0;
                    case TF32 -> 1.5 * TF32_LAST_PLACE;
                    case BF16 -> 1.5 * BF16_LAST_PLACE;
                });
    }
}
