package dev.menny.trainer.portraits;

/** What one light sees, to tell which points lie in shadow. */
final class ShadowMap {

    private static final int SIZE = 640;
    private static final double RADIUS = 2.7;
    private static final Vec CENTRE = new Vec(0, -0.5, 0);
    private static final double BIAS = 0.03;
    private static final int TAPS = 28;
    private static final double[] DISC_X = new double[TAPS];
    private static final double[] DISC_Y = new double[TAPS];

    static {
        // A sunflower's spiral: no rows or columns that could line up with strands of hair.
        for (int i = 0; i < TAPS; i++) {
            double radius = Math.sqrt((i + 0.5) / TAPS);
            DISC_X[i] = radius * StrictMath.cos(2.399963 * i);
            DISC_Y[i] = radius * StrictMath.sin(2.399963 * i);
        }
    }

    private final View view;
    private final Raster seen;
    private final double softness;

    /** {@code softness} is the width of the shadow's edge, in units of half a head. */
    ShadowMap(Mesh mesh, Vec towardsLight, double softness) {
        view = View.parallel(SIZE, towardsLight, CENTRE, RADIUS);
        seen = Raster.depth(mesh, view);
        this.softness = softness * SIZE / (2 * RADIUS);
    }

    /** The share of the light that reaches a point, in [0, 1]: the mean of taps on a disc around it. */
    double visibility(Vec point) {
        double[] screen = new double[3];
        view.project(point, screen);
        double lit = 0;
        for (int i = 0; i < TAPS; i++) {
            lit += tap(screen[0] + DISC_X[i] * softness, screen[1] + DISC_Y[i] * softness, screen[2]);
        }
        return lit / TAPS;
    }

    private double tap(double x, double y, double near) {
        int column = (int) x;
        int row = (int) y;
        if (x < 0 || y < 0 || column >= SIZE || row >= SIZE) {
            return 1;
        }
        double blocker = seen.nearness(column, row) - near;
        return 1 - Curves.clamp((blocker - BIAS) / BIAS, 0, 1);
    }
}
