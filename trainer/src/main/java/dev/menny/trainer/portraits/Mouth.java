package dev.menny.trainer.portraits;

/** The lips and what opens between them, in canonical face coordinates. */
final class Mouth {

    private static final double LEVEL = -0.665;

    private final double halfWidth;
    private final double smile;
    private final double gap;
    private final double fullness;

    Mouth(FaceShape shape, Expression face) {
        smile = face.smile();
        halfWidth = 0.225 + 0.06 * Math.max(0, smile) - 0.03 * face.open() * (1 - Math.max(0, smile));
        gap = 0.2 * face.open();
        fullness = shape.lips() * (1 - 0.18 * Math.max(0, smile));
    }

    double halfWidth() {
        return halfWidth;
    }

    /** -1 and 1 at the corners. */
    double across(double u) {
        return u / halfWidth;
    }

    private double arch(double u) {
        double t = across(u);
        return Math.max(0, 1 - t * t);
    }

    private double line(double u) {
        double t = Math.min(1.3, Math.abs(across(u)));
        double bow = 0.008 * Curves.bell(u, 0.05) - 0.006 * Curves.bell(Math.abs(u) - 0.09, 0.04);
        return LEVEL + (smile > 0 ? 0.1 : 0.06) * smile * (t * t - 0.25) - bow;
    }

    /** The lower edge of the upper lip. */
    double upperEdge(double u) {
        return line(u) + 0.3 * gap * Math.sqrt(arch(u));
    }

    /** The upper edge of the lower lip. */
    double lowerEdge(double u) {
        return line(u) - 0.75 * gap * Math.sqrt(arch(u));
    }

    double upperThickness(double u) {
        double bow = 1 - 0.22 * Curves.bell(u, 0.03) + 0.12 * Curves.bell(Math.abs(u) - 0.06, 0.035);
        return 0.07 * fullness * StrictMath.pow(arch(u), 0.8) * bow;
    }

    double lowerThickness(double u) {
        return 0.092 * fullness * Math.sqrt(arch(u)) * (0.55 + 0.45 * arch(u));
    }

    boolean contains(double u, double v) {
        return gap > 0.01 && Math.abs(across(u)) < 1 && v < upperEdge(u) && v > lowerEdge(u);
    }

    boolean isOpen() {
        return gap > 0.01;
    }

    /** How much of a point's colour is lip, in [0, 1], with a soft outline. */
    double lip(double u, double v) {
        if (Math.abs(u) > halfWidth + 0.02 || Math.abs(v - LEVEL) > 0.35) {
            return 0;
        }
        double blur = 0.014;
        double top = upperEdge(u) + upperThickness(u);
        double bottom = lowerEdge(u) - lowerThickness(u);
        return Curves.smooth(v, top + blur, top - blur)
                * Curves.smooth(v, bottom - blur, bottom + blur)
                * Curves.smooth(Math.abs(across(u)), 1.03, 0.93);
    }

    /** How far the lips stand out of the face, less the groove between them. */
    double relief(double u, double v) {
        if (Math.abs(u) > 0.4 || Math.abs(v - LEVEL) > 0.4) {
            return 0;
        }
        double body = Math.sqrt(arch(u));
        double up = upperThickness(u);
        double down = lowerThickness(u);
        double upper = Curves.bell(v - upperEdge(u) - 0.45 * up, 0.045) * 0.055 * body;
        double lower = Curves.bell(v - lowerEdge(u) + 0.5 * down, 0.05) * 0.06 * body * Math.sqrt(fullness);
        double groove = Curves.bell(v - line(u), 0.014) * 0.035 * Curves.smooth(Math.abs(across(u)), 1.15, 0.9);
        double corner = 0.03 * Curves.bell(Math.abs(u) - halfWidth - 0.01, 0.035, v - line(halfWidth), 0.035);
        return upper + lower - (isOpen() ? 0 : groove) - corner;
    }

    /** How dark the line between closed lips is, in [0, 1]. */
    double seam(double u, double v) {
        if (Math.abs(v - LEVEL) > 0.25) {
            return 0;
        }
        double width = Curves.smooth(Math.abs(across(u)), 1.08, 0.85);
        return isOpen() ? 0 : Curves.bell(v - line(u), 0.009) * width;
    }
}
