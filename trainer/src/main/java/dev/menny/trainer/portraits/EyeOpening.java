package dev.menny.trainer.portraits;

/** The almond between the lids of one eye, in canonical face coordinates, and the ball behind it. */
final class EyeOpening {

    static final double BALL = 0.2;
    /** Lids lie this far off the ball. */
    static final double LID = 0.022;

    private final double side;
    private final double centreU;
    private final double centreV;
    private final double halfWidth;
    private final double upper;
    private final double lower;

    /** {@code side} is -1 for the eye on the viewer's left of a frontal face, 1 for the other. */
    EyeOpening(double side, FaceShape shape, Expression face) {
        this.side = side;
        centreU = 0.295 * side;
        centreV = -0.03;
        halfWidth = 0.148 * Math.sqrt(shape.eye());
        upper = 0.078 * shape.eye() * face.lids() * (1 - 0.12 * face.frown() + 0.1 * face.lift());
        lower = 0.048 * shape.eye() * (1 - 0.35 * Math.max(0, face.smile()));
    }

    double side() {
        return side;
    }

    double centreU() {
        return centreU;
    }

    double centreV() {
        return centreV;
    }

    double halfWidth() {
        return halfWidth;
    }

    /** -1 at the inner corner, 1 at the outer one. */
    double across(double u) {
        return (u - centreU) * side / halfWidth;
    }

    double upperLid(double u) {
        double t = Curves.clamp(across(u), -1, 1);
        return centreV + 0.014 * t + upper * Math.sqrt(1 - t * t) * (1 - 0.1 * t) * (1 - 0.25 * t * t);
    }

    double lowerLid(double u) {
        double t = Curves.clamp(across(u), -1, 1);
        return centreV + 0.014 * t - lower * Math.sqrt(1 - t * t) * (1 + 0.12 * t) * (1 - 0.2 * t * t);
    }

    boolean contains(double u, double v) {
        return Math.abs(across(u)) < 1 && v < upperLid(u) && v > lowerLid(u);
    }
}
