package dev.menny.trainer.portraits;

/** Sews the collar around the neck, in coordinates of the canonical torso. */
final class Tailor {

    private static final int AROUND = 90;

    private Tailor() {}

    static void collar(Mesh mesh, Outfit outfit, Body body, Look look, Frame frame) {
        Material main = cloth(outfit.main(), outfit, look, frame);
        switch (outfit.cut().collar) {
            case SHIRT -> folded(mesh, body, cloth(outfit.inner(), outfit, look, frame), 0.45, 0.24, 0.2, 0.16);
            case LAPEL -> folded(mesh, body, main, 0.62, 0.26, 0.22, 0.42);
            case CREW -> tube(mesh, body, main, 0.5, 0.045, 0.055, 0);
            case TURTLENECK -> tube(mesh, body, main, 0.45, 0.07, 0.17, 0);
            case HOOD -> tube(mesh, body, main, 0.6, 0.1, 0.12, 0.16);
            case NONE -> {}
        }
    }

    private static Material cloth(Rgb colour, Outfit outfit, Look look, Frame frame) {
        Outfit plain = new Outfit(Outfit.Cut.SWEATER, colour, colour, colour, Outfit.Pattern.PLAIN, outfit.gloss());
        return new Fabric(plain, look, frame);
    }

    /** A roll of cloth, {@code wide} by {@code tall} in section, thicker by {@code hood} at the back. */
    private static void tube(
            Mesh mesh, Body body, Material cloth, double radius, double wide, double tall, double hood) {
        Mesh.Surface section = (row, column) -> {
            double around = 2 * Math.PI * column / AROUND;
            double roll = 2 * Math.PI * row / 24;
            double cos = StrictMath.cos(around);
            double back = Curves.smooth(-cos, -0.7, 0.9) * hood;
            double out = radius + 0.5 * back + (wide + back) * StrictMath.cos(roll);
            double y = -1.42 - 0.14 * cos + 0.4 * back + (tall + back) * StrictMath.sin(roll);
            double ease = 1 - 0.12 * Math.max(0, y + 1.42);
            return new Vec(out * ease * StrictMath.sin(around), y, -0.28 + 0.92 * out * ease * cos);
        };
        mesh.surface(25, AROUND, true, (r, c) -> body.onBody(section.at(r, c)), section, cloth);
    }

    /** A band that stands up around the neck and folds down again, open in front, with points. */
    private static void folded(
            Mesh mesh, Body body, Material cloth, double radius, double tall, double flare, double gap) {
        int rows = 18;
        Mesh.Surface band = (row, column) -> {
            double around = gap + (2 * Math.PI - 2 * gap) * column / (AROUND - 1);
            double cos = StrictMath.cos(around);
            double t = row / (rows - 1.0);
            double down = Curves.smooth(t, 0.4, 1);
            double point = down * 0.22 * Curves.smooth(cos, 0.45, 1);
            double out = radius - 0.02 + 0.03 * t + flare * down + 0.3 * point;
            double y = -1.44 - 0.12 * cos + tall * Curves.smooth(t, 0, 0.45) - 0.9 * tall * down - point;
            return new Vec(out * StrictMath.sin(around), y, -0.28 + out * cos);
        };
        mesh.surface(rows, AROUND, false, (r, c) -> body.onBody(band.at(r, c)), band, cloth);
    }
}
