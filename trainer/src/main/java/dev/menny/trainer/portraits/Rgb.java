package dev.menny.trainer.portraits;

/** A colour in linear light; 1 is a white surface under a full light. */
record Rgb(double r, double g, double b) {

    static final Rgb BLACK = new Rgb(0, 0, 0);

    /** From a display colour such as {@code 0xC08040}. */
    static Rgb of(int srgb) {
        return new Rgb(linear((srgb >> 16) & 255), linear((srgb >> 8) & 255), linear(srgb & 255));
    }

    /** From hue in turns, saturation and brightness in [0, 1]. */
    static Rgb hsb(double hue, double saturation, double brightness) {
        double sector = (hue - StrictMath.floor(hue)) * 6;
        return new Rgb(
                linear(255 * brightness * (1 - saturation * wheel(sector, 0))),
                linear(255 * brightness * (1 - saturation * wheel(sector, 2))),
                linear(255 * brightness * (1 - saturation * wheel(sector, 4))));
    }

    private static double wheel(double sector, double centre) {
        double away = Math.abs(sector - centre);
        return Curves.clamp(Math.min(away, 6 - away) - 1, 0, 1);
    }

    private static double linear(double level) {
        return StrictMath.pow(level / 255, 2.2);
    }

    Rgb times(double k) {
        return new Rgb(r * k, g * k, b * k);
    }

    Rgb times(Rgb o) {
        return new Rgb(r * o.r, g * o.g, b * o.b);
    }

    Rgb plus(Rgb o) {
        return new Rgb(r + o.r, g + o.g, b + o.b);
    }

    Rgb towards(Rgb o, double t) {
        return new Rgb(r + (o.r - r) * t, g + (o.g - g) * t, b + (o.b - b) * t);
    }
}
