package dev.menny.optim;

/** Checks of the optimizers' settings; each returns what it was given. */
final class Settings {
    private Settings() {}

    static double positive(String name, double value) {
        return require(value > 0 && Double.isFinite(value), name, "above 0", value);
    }

    static double positiveOrInfinite(String name, double value) {
        return require(value > 0, name, "above 0", value);
    }

    static double notNegative(String name, double value) {
        return require(value >= 0 && Double.isFinite(value), name, "0 or more", value);
    }

    static double fraction(String name, double value) {
        return require(value >= 0 && value < 1, name, "in [0, 1)", value);
    }

    static long steps(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("the number of steps must be 0 or more, got " + value);
        }
        return value;
    }

    private static double require(boolean holds, String name, String expected, double value) {
        if (!holds) {
            throw new IllegalArgumentException("the %s must be %s, got %s".formatted(name, expected, value));
        }
        return value;
    }
}
