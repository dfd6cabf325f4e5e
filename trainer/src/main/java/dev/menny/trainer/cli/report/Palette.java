package dev.menny.trainer.cli.report;

import java.awt.Color;

/** The colours that all pictures share; red and blue rather than red and green, which many people confuse. */
final class Palette {
    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x22, 0x26, 0x2b);
    static final Color FAINT = new Color(0x6b, 0x72, 0x7b);
    static final Color LINE = new Color(0xd9, 0xdd, 0xe2);
    static final Color BLUE = new Color(0x1f, 0x5f, 0xa8);
    static final Color RED = new Color(0xc0, 0x39, 0x2b);

    private Palette() {}

    /** {@code share} of {@code to} mixed into {@code from}, in [0, 1]. */
    static Color mix(Color from, Color to, double share) {
        return new Color(
                mix(from.getRed(), to.getRed(), share),
                mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
