package dev.menny.trainer.portraits;

/** Smooth scalar functions that shapes and shades are made of. */
final class Curves {

    private Curves() {}

    static double clamp(double x, double low, double high) {
        return Math.max(low, Math.min(high, x));
    }

    /** 0 below {@code from}, 1 above {@code to}, an S between; falls where {@code from > to}. */
    static double smooth(double x, double from, double to) {
        double t = clamp((x - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /** A bell of height 1 and standard deviation {@code width}; exactly 0 far away, which saves the exponential. */
    static double bell(double x, double width) {
        double t = x / width;
        return Math.abs(t) > 4 ? 0 : StrictMath.exp(-0.5 * t * t);
    }

    static double bell(double x, double width, double y, double height) {
        double across = x / width;
        double up = y / height;
        double squared = across * across + up * up;
        return squared > 16 ? 0 : StrictMath.exp(-0.5 * squared);
    }

    /** The larger of two values, rounded off over a span of {@code k}. */
    static double smoothMax(double a, double b, double k) {
        double h = Math.max(k - Math.abs(a - b), 0) / k;
        return Math.max(a, b) + h * h * k * 0.25;
    }

    /** Smooth steps through {@code knots} (x0, y0, x1, y1, … with rising x), constant outside. */
    static double through(double x, double... knots) {
        int last = knots.length / 2 - 1;
        if (x <= knots[0]) {
            return knots[1];
        }
        for (int i = 0; i < last; i++) {
            if (x < knots[2 * i + 2]) {
                double t = smooth(x, knots[2 * i], knots[2 * i + 2]);
                return knots[2 * i + 1] + (knots[2 * i + 3] - knots[2 * i + 1]) * t;
            }
        }
        return knots[2 * last + 1];
    }

    /** Catmull-Rom between {@code b} (t = 0) and {@code c} (t = 1). */
    static double spline(double a, double b, double c, double d, double t) {
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
    }

    /** {@code x} to the power of 2^doublings, for highlights: cheap and the same on every machine. */
    static double sharpen(double x, int doublings) {
        double power = Math.max(0, x);
        for (int i = 0; i < doublings; i++) {
            power *= power;
        }
        return power;
    }
}
