package dev.menny.app.explain;

import dev.menny.explain.HeatMap;

/** A heat map as a picture to lay over what the model looked at: warm and opaque where it looked, clear elsewhere. */
public final class HeatPicture {
    // Browsers enlarge from here on without edges that one could see.
    private static final int LEAST_SIDE = 256;
    private static final double MOST_OPAQUE = 0.9;

    private HeatPicture() {}

    /**
     * The picture's file.
     *
     * @return RGBA, the map enlarged by a whole factor until its longer side has 256 pixels or more
     */
    public static byte[] png(HeatMap heat) {
        int factor = Math.ceilDiv(LEAST_SIDE, Math.max(heat.height(), heat.width()));
        int height = heat.height() * factor;
        int width = heat.width() * factor;
        byte[] rgba = new byte[height * width * 4];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double value = between(heat, (y + 0.5) / factor - 0.5, (x + 0.5) / factor - 0.5);
                Palette.paint(value, opacity(value), rgba, (y * width + x) * 4);
            }
        }
        return Png.rgba(height, width, rgba);
    }

    private static double opacity(double heat) {
        return MOST_OPAQUE * heat;
    }

    /** Bilinear; beyond the outermost places' centres these repeat. */
    private static double between(HeatMap heat, double row, double column) {
        double y = Math.clamp(row, 0, heat.height() - 1);
        double x = Math.clamp(column, 0, heat.width() - 1);
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(top + 1, heat.height() - 1);
        int right = Math.min(left + 1, heat.width() - 1);
        double upper = mix(heat.at(top, left), heat.at(top, right), x - left);
        double lower = mix(heat.at(bottom, left), heat.at(bottom, right), x - left);
        return mix(upper, lower, y - top);
    }

    private static double mix(double one, double other, double share) {
        return one + share * (other - one);
    }
}
