package dev.menny.trainer.data;

/**
 * The positions along an axis that exist: what lies outside repeats the nearest end.
 *
 * @param low lowest position
 * @param high highest position, not below
 */
record Limits(double low, double high) {
    /** Everything. */
    static final Limits NONE = new Limits(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The pixels of an axis. */
    static Limits pixels(int count) {
        return new Limits(0, count - 1);
    }

    double held(double position) {
        return Math.clamp(position, low, high);
    }

    /** Holds positions within these limits first, then within others. */
    Limits then(Limits others) {
        return new Limits(others.held(low), others.held(high));
    }

    /** The same limits where positions are {@code factor * position + summand}. */
    Limits mapped(double factor, double summand) {
        double one = factor * low + summand;
        double other = factor * high + summand;
        return factor < 0 ? new Limits(other, one) : new Limits(one, other);
    }
}
