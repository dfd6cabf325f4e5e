package dev.menny.trainer.portraits;

/** Where hair grows on the canonical head: an egg, above a hairline that runs around it. */
final class Scalp {

    static final Vec CENTRE = new Vec(0, 0.1, -0.1);
    private static final Vec RADII = new Vec(0.745, 0.905, 0.92);

    private final double front;
    private final double temple;

    /** {@code front} is the height of the hairline over the forehead, {@code temple} over the temples. */
    Scalp(double front, double temple) {
        this.front = front;
        this.temple = temple;
    }

    static Scalp of(Person person) {
        return switch (person) {
            case CWK -> new Scalp(0.63, 0.62);
            case CODY -> new Scalp(0.55, 0.45);
            case PIPPA -> new Scalp(0.6, 0.5);
            case RJ -> new Scalp(0.62, 0.52);
        };
    }

    /** The share of hair in the scalp's colour at a bare canonical point, in [0, 1]. */
    double cover(Vec at) {
        return Curves.smooth(at.y() - hairline(at), -0.02, 0.1);
    }

    boolean grows(Vec at) {
        return at.y() > hairline(at);
    }

    private double hairline(Vec at) {
        double azimuth = StrictMath.atan2(Math.abs(at.x()), at.z() + 0.1);
        return Curves.through(
                azimuth,
                0,
                front,
                0.45,
                front + 0.03,
                0.85,
                temple,
                1.12,
                0.3,
                1.25,
                0.0,
                1.38,
                0.0,
                1.5,
                0.16,
                1.75,
                0.14,
                2.0,
                -0.3,
                2.6,
                -0.52,
                Math.PI,
                -0.56);
    }

    /** The point of the scalp in a direction from its centre. */
    Vec point(Vec direction) {
        Vec scaled = new Vec(direction.x() / RADII.x(), direction.y() / RADII.y(), direction.z() / RADII.z());
        return CENTRE.plus(direction.times(1 / scaled.length()));
    }

    Vec normal(Vec at) {
        Vec d = at.minus(CENTRE);
        return new Vec(
                        d.x() / (RADII.x() * RADII.x()),
                        d.y() / (RADII.y() * RADII.y()),
                        d.z() / (RADII.z() * RADII.z()))
                .unit();
    }

    /** Moves a point that lies less than {@code lift} above the scalp out to that height. */
    Vec outside(Vec at, double lift) {
        Vec d = at.minus(CENTRE);
        Vec scaled = new Vec(d.x() / (RADII.x() + lift), d.y() / (RADII.y() + lift), d.z() / (RADII.z() + lift));
        double depth = scaled.length();
        return depth >= 1 ? at : CENTRE.plus(d.times(1 / Math.max(depth, 1e-6)));
    }

    /** Directions spread evenly over the sphere, by a golden spiral. */
    static Vec spread(int i, int count) {
        double y = 1 - 2 * (i + 0.5) / count;
        double ring = Math.sqrt(1 - y * y);
        double angle = 2.399963229728653 * i;
        return new Vec(ring * StrictMath.cos(angle), y, ring * StrictMath.sin(angle));
    }
}
