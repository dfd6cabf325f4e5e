package dev.menny.backend;

/**
 * How far two float32 computations of one thing may lie apart. All such numbers of the tests stand here.
 *
 * <p>A sum of K terms is off by about √K roundings of its size, so an element passes if
 * {@code |a - b| <= ATOL + RTOL √K scale}, where scale is the largest element that the reference gives.
 */
public final class Tolerance {
    /** Slack for outputs that are all about zero. */
    public static final double ATOL = 1e-7;

    /** Four roundings of float32, for one term. */
    public static final double RTOL = 5e-7;

    /** {@code |<y,dy> - <x,dx>| / (|y| |dy|)} of a linear operator and its gradient, for direct algorithms. */
    public static final double ADJOINT = 1e-7;

    /** Losses of 20 training steps against the reference's. */
    public static final double TRAINING_LOSS = 1e-4;

    /** Values of an independent framework: absolute, and relative to the largest of the values. */
    public static final double WITNESS = 1e-5;

    /** Gradients of whole models against the reference's, relative to the largest of the gradient. */
    public static final double MODEL_GRADIENT = 2e-5;

    /**
     * How many times the error of a direct convolution one in Winograd's domain may have: its transforms multiply by up to
     * 8, and what they blow up must cancel again.
     */
    public static final double WINOGRAD = 8;

    /** The same for filter gradients, which are summed over all tiles before what was blown up cancels; 8.6 was seen. */
    public static final double WINOGRAD_FILTER = 12;

    private static final double LOSS_ROUNDING = 2e-7;
    private static final double CENTRAL_DIFFERENCE = 1e-4;

    private Tolerance() {}

    /**
     * A gradient against a central difference of float32 values of about 1.
     *
     * @param step the difference reaches from {@code -step} to {@code step}
     * @param scale the largest absolute value of the gradient
     */
    public static double centralDifference(double step, double scale) {
        return LOSS_ROUNDING / step + CENTRAL_DIFFERENCE * scale;
    }

    /**
     * The largest difference that passes.
     *
     * @param terms terms that are summed for one element, at least 1
     * @param scale the largest absolute value among the reference's elements
     */
    public static double allowed(long terms, double scale) {
        return ATOL + RTOL * Math.sqrt((double) terms) * scale;
    }

    /** The largest absolute value. */
    public static double scale(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
