package dev.menny.app.explain;

/**
 * Colours for numbers in [0, 1]: from near black over violet, red and orange to pale yellow. Lightness rises evenly, so
 * that the order is seen by the colour-blind and in grey print as well.
 */
final class Palette {
    private static final int COLOURS = 256;
    // Of equally spaced lightness in the colour space OKLCH, from 0.16 to 0.965.
    private static final int[] ANCHORS = {
        0x0c0921, 0x340064, 0x710078, 0xb7095c, 0xe64340, 0xfa852f, 0xffc252, 0xfff6b1,
    };
    private static final byte[] TABLE = table();

    private Palette() {}

    private static byte[] table() {
        byte[] table = new byte[COLOURS * 3];
        for (int i = 0; i < COLOURS; i++) {
            double position = (double) i / (COLOURS - 1) * (ANCHORS.length - 1);
            int below = Math.min((int) position, ANCHORS.length - 2);
            for (int c = 0; c < 3; c++) {
                int from = channel(ANCHORS[below], c);
                int to = channel(ANCHORS[below + 1], c);
                table[3 * i + c] = (byte) Math.round(from + (position - below) * (to - from));
            }
        }
        return table;
    }

    private static int channel(int rgb, int c) {
        return rgb >> (16 - 8 * c) & 0xff;
    }

    /** Writes red, green, blue and opacity of a number in [0, 1] to four samples from {@code offset} on. */
    static void paint(double value, double opacity, byte[] rgba, int offset) {
        int colour = (int) Math.round(value * (COLOURS - 1));
        System.arraycopy(TABLE, 3 * colour, rgba, offset, 3);
        rgba[offset + 3] = (byte) Math.round(opacity * 255);
    }
}
