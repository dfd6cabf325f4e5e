package dev.menny.trainer.cli.report;

import java.util.Locale;

/** Numbers as all reports write them; what is not defined is a dash. */
public final class Figures {
    private static final double PERCENT = 100;

    private Figures() {}

    /** {@code 78.3 %} of a share in [0, 1]. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
    }

    /** A loss with four decimals. */
    public static String loss(double loss) {
        return Double.isNaN(loss) ? "-" : String.format(Locale.ROOT, "%.4f", loss);
    }

    /** {@code 1 picture}, {@code 1,234 pictures}. */
    public static String pictures(int count) {
        return String.format(Locale.ROOT, "%,d picture%s", count, count == 1 ? "" : "s");
    }

    /** {@code 12.3 s}, {@code 4 min 10 s} or {@code 2 h 5 min}. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (seconds < 59.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }
}
