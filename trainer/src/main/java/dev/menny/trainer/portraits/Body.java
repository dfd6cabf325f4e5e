package dev.menny.trainer.portraits;

/** Neck and shoulders; the neck twists from the head's frame into that of the shoulders. */
final class Body {

    /** Columns: height, half width, z of front, z of back. */
    private static final double[][] RINGS = {
        {-1.26, 0.36, 0.06, -0.60},
        {-1.38, 0.47, 0.13, -0.66},
        {-1.48, 0.70, 0.21, -0.74},
        {-1.60, 1.02, 0.31, -0.82},
        {-1.78, 1.40, 0.42, -0.87},
        {-2.05, 1.62, 0.55, -0.90},
        {-2.60, 1.70, 0.72, -0.92},
        {-3.80, 1.66, 0.82, -0.92},
    };

    private static final int ROWS_PER_RING = 10;
    private static final int COLUMNS = 120;

    private final FaceShape shape;
    private final Frame head;
    private final Frame shoulders;

    Body(FaceShape shape, Frame head, Frame shoulders) {
        this.shape = shape;
        this.head = head;
        this.shoulders = shoulders;
    }

    void build(Mesh mesh, Material skin, Material clothes) {
        mesh.surface(30, 72, true, (r, c) -> neck(r / 29.0, c / 72.0), (r, c) -> new Vec(r, c, 0), skin);
        int rows = ROWS_PER_RING * (RINGS.length - 1) + 1;
        mesh.surface(rows, COLUMNS, true, (r, c) -> onBody(torso(r, c)), Body::torso, clothes);
    }

    /** Carries a point of the canonical torso, whose collar bones lie at y = -1.45, into the world. */
    Vec onBody(Vec canonical) {
        double breadth = 1 + (shape.shoulders() - 1) * Curves.smooth(canonical.y(), -1.3, -1.75);
        return shoulders.point(new Vec(canonical.x() * breadth, canonical.y() + drop(), canonical.z()));
    }

    /** A long face needs its shoulders lower. */
    private double drop() {
        return 1 - shape.lower() + 0.1;
    }

    private Vec neck(double down, double turn) {
        double angle = 2 * Math.PI * turn;
        double y = -0.25 - 1.4 * down;
        double flare = 0.1 * Curves.smooth(down, 0.75, 1);
        double radius = (0.4 + 0.02 * Curves.bell(down - 0.35, 0.2)) * shape.neck() + flare;
        double z = -0.18 - 0.14 * down + radius * 0.98 * StrictMath.cos(angle);
        double throat = 0.02 * shape.neck() * Curves.bell(down - 0.66, 0.07) * Curves.bell(angle, 0.2);
        Vec own = new Vec(radius * StrictMath.sin(angle), y + drop() * down, z + throat);
        return head.point(own).towards(shoulders.point(own), Curves.smooth(down, 0.2, 0.9));
    }

    private static Vec torso(int row, int column) {
        int i = Math.min(row / ROWS_PER_RING, RINGS.length - 2);
        double t = (row - i * ROWS_PER_RING) / (double) ROWS_PER_RING;
        double angle = 2 * Math.PI * column / COLUMNS;
        double sin = StrictMath.sin(angle);
        double cos = StrictMath.cos(angle);
        double half = ring(i, t, 1);
        double front = ring(i, t, 2);
        double back = ring(i, t, 3);
        double deep = (front - back) / 2;
        double radius = StrictMath.pow(
                StrictMath.pow(Math.abs(sin) / half, 2.3) + StrictMath.pow(Math.abs(cos) / deep, 2.3), -1 / 2.3);
        double y = ring(i, t, 0) - 0.13 * cos * Curves.smooth(ring(i, t, 0), -1.9, -1.4);
        return new Vec(radius * sin, y, (front + back) / 2 + radius * cos);
    }

    private static double ring(int i, double t, int column) {
        int last = RINGS.length - 1;
        return Curves.spline(
                RINGS[Math.max(0, i - 1)][column],
                RINGS[i][column],
                RINGS[i + 1][column],
                RINGS[Math.min(last, i + 2)][column],
                t);
    }
}
