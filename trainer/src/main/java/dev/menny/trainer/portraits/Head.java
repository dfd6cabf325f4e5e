package dev.menny.trainer.portraits;

import java.util.List;

/** The canonical head: tilted rings from crown to throat, with the face raised on their front. */
final class Head {

    /** Columns: y at the front, y at the back, half width, z of front, z of back, z where widest, roundness. */
    private static final double[][] RINGS = {
        {1.000, 1.000, 0.000, -0.100, -0.100, -0.10, 0.0},
        {0.982, 0.982, 0.150, 0.080, -0.290, -0.10, 0.0},
        {0.925, 0.925, 0.294, 0.270, -0.480, -0.10, 0.0},
        {0.800, 0.800, 0.462, 0.478, -0.680, -0.10, 0.0},
        {0.600, 0.600, 0.611, 0.655, -0.865, -0.10, 0.0},
        {0.380, 0.380, 0.698, 0.755, -0.975, -0.10, 0.0},
        {0.180, 0.180, 0.728, 0.790, -1.010, -0.10, 0.0},
        {0.000, 0.000, 0.722, 0.785, -0.980, -0.10, 0.1},
        {-0.180, -0.160, 0.712, 0.775, -0.900, -0.10, 0.1},
        {-0.380, -0.300, 0.680, 0.775, -0.780, -0.06, 0.15},
        {-0.560, -0.400, 0.640, 0.770, -0.640, -0.02, 0.3},
        {-0.730, -0.460, 0.590, 0.755, -0.520, 0.02, 0.6},
        {-0.870, -0.510, 0.525, 0.735, -0.420, 0.05, 0.9},
        {-0.990, -0.570, 0.450, 0.720, -0.350, 0.08, 1.0},
        {-1.070, -0.640, 0.360, 0.660, -0.300, 0.10, 1.0},
        {-1.090, -0.720, 0.270, 0.540, -0.250, 0.10, 0.6},
        {-1.000, -0.820, 0.020, 0.200, 0.160, 0.18, 0.0},
    };

    private static final int ROWS_PER_RING = 16;
    private static final int COLUMNS = 260;

    private final FaceShape shape;
    private final Expression face;
    private final Mouth mouth;
    private final List<EyeOpening> eyes;
    private final Relief relief;
    private final double socketFloor;

    Head(FaceShape shape, Expression face) {
        this.shape = shape;
        this.face = face;
        mouth = new Mouth(shape, face);
        eyes = List.of(new EyeOpening(-1, shape, face), new EyeOpening(1, shape, face));
        relief = new Relief(shape, face, mouth, eyes);
        socketFloor = 0.685;
    }

    FaceShape shape() {
        return shape;
    }

    Expression face() {
        return face;
    }

    Mouth mouth() {
        return mouth;
    }

    List<EyeOpening> eyes() {
        return eyes;
    }

    /** The front of the eyeballs on the canonical head. */
    double socketFloor() {
        return socketFloor;
    }

    /** Adds the skin of the head to a mesh of fitted points; texture is the bare canonical point. */
    void build(Mesh mesh, Material skin) {
        int rows = ROWS_PER_RING * (RINGS.length - 1) + 1;
        mesh.surface(
                rows,
                COLUMNS,
                true,
                (r, c) -> shape.fit(skin(ring(r), angle(c))),
                (r, c) -> bare(ring(r), angle(c)),
                skin);
    }

    /** The fitted point of the skin whose bare canonical coordinates are (u, v): where brows and lashes grow. */
    Vec onFace(double u, double v) {
        double ring = 6 + Curves.through(v, -1.0, 7, -0.18, 2, 0.18, 0, 0.6, -2);
        double angle = u / 0.72;
        for (int i = 0; i < 8; i++) {
            Vec p = bare(ring, angle);
            double perRing = (bare(ring + 0.01, angle).y() - p.y()) / 0.01;
            double perAngle = (bare(ring, angle + 0.01).x() - p.x()) / 0.01;
            ring = Curves.clamp(ring + Curves.clamp((v - p.y()) / perRing, -1, 1), 1, RINGS.length - 3);
            angle = Curves.clamp(angle + Curves.clamp((u - p.x()) / perAngle, -0.3, 0.3), -1.4, 1.4);
        }
        return shape.fit(skin(ring, angle));
    }

    private static double ring(int row) {
        return row / (double) ROWS_PER_RING;
    }

    /** Columns crowd towards the face, where the detail is. */
    private static double angle(int column) {
        double t = 2.0 * column / COLUMNS - 1;
        return Math.PI * Math.signum(t) * StrictMath.pow(Math.abs(t), 1.35);
    }

    private Vec skin(double ring, double angle) {
        double front = Curves.smooth(StrictMath.cos(angle), 0.1, 0.6);
        return relief.raise(bare(ring, angle), front, socketFloor);
    }

    /** A point of the head without its features. */
    private Vec bare(double ring, double angle) {
        int i = (int) Math.min(ring, RINGS.length - 2);
        double t = ring - i;
        double low = jawDrop(row(i, t, 0));
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double y = row(i, t, 1) + (low - row(i, t, 1)) * (1 + cos) / 2;
        double centre = row(i, t, 5);
        double jawShare = Curves.smooth(row(i, t, 0), -0.3, -0.75);
        double half = Math.max(1e-4, row(i, t, 2) * (1 + (shape.jaw() - 1) * jawShare));
        double deep = Math.max(1e-4, cos > 0 ? row(i, t, 3) - centre : centre - row(i, t, 4));
        double roundness = 2 + (shape.square() - 1.7) * row(i, t, 6);
        double radius = StrictMath.pow(
                StrictMath.pow(Math.abs(sin) / half, roundness) + StrictMath.pow(Math.abs(cos) / deep, roundness),
                -1 / roundness);
        return new Vec(radius * sin, y, centre + radius * cos);
    }

    private double jawDrop(double y) {
        return y - 0.13 * face.open() * Curves.smooth(y, -0.68, -0.9);
    }

    private static double row(int i, double t, int column) {
        int last = RINGS.length - 1;
        return Curves.spline(
                RINGS[Math.max(0, i - 1)][column],
                RINGS[i][column],
                RINGS[Math.min(last, i + 1)][column],
                RINGS[Math.min(last, i + 2)][column],
                t);
    }
}
