package dev.menny.trainer.portraits;

import java.util.Random;

/** A gradient from black to grey: a glow behind the sitter, or a slope across the picture. */
final class Background {

    private static final double STEPS = 160;

    private final boolean glow;
    private final double dark;
    private final double bright;
    private final double x;
    private final double y;

    private Background(boolean glow, double dark, double bright, double x, double y) {
        this.glow = glow;
        this.dark = dark;
        this.bright = bright;
        this.x = x;
        this.y = y;
    }

    static Background random(Random random) {
        boolean glow = random.nextBoolean();
        double dark = 0.3 * random.nextDouble() * random.nextDouble();
        double bright = 0.15 + 0.53 * random.nextDouble();
        if (glow) {
            return new Background(true, dark, bright, 0.2 + 0.6 * random.nextDouble(), 0.2 + 0.5 * random.nextDouble());
        }
        double angle = 6.283 * random.nextDouble();
        return new Background(false, dark, bright, StrictMath.cos(angle), StrictMath.sin(angle));
    }

    /** Linear light at a point of the picture, both coordinates in [0, 1] from the top left. */
    Rgb at(double across, double down) {
        double t;
        if (glow) {
            double dx = across - x;
            double dy = down - y;
            t = 1 - Math.sqrt(dx * dx + dy * dy) / 0.85;
        } else {
            t = 0.5 + 0.75 * ((across - 0.5) * x + (down - 0.5) * y);
        }
        double level = dark + (bright - dark) * Curves.smooth(t, 0, 1);
        // All channels step together, which the eye does not see and the file's size does.
        double stepped = Math.rint(level * STEPS) / STEPS;
        double light = stepped * stepped;
        return new Rgb(light, light, light);
    }
}
