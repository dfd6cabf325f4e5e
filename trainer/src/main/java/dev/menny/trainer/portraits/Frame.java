package dev.menny.trainer.portraits;

/** A turned part of the body: where its own right, up and front point in the world, and the point it turns about. */
record Frame(Vec right, Vec up, Vec front, Vec pivot) {

    /** Angles in radians: positive yaw looks to the viewer's right, positive pitch up; roll tilts to the left. */
    static Frame turned(double yaw, double pitch, double roll, Vec pivot) {
        return new Frame(
                turn(new Vec(1, 0, 0), yaw, pitch, roll),
                turn(new Vec(0, 1, 0), yaw, pitch, roll),
                turn(new Vec(0, 0, 1), yaw, pitch, roll),
                pivot);
    }

    private static Vec turn(Vec v, double yaw, double pitch, double roll) {
        double cr = StrictMath.cos(roll);
        double sr = StrictMath.sin(roll);
        double cp = StrictMath.cos(pitch);
        double sp = StrictMath.sin(pitch);
        double cy = StrictMath.cos(yaw);
        double sy = StrictMath.sin(yaw);
        Vec rolled = new Vec(v.x() * cr - v.y() * sr, v.x() * sr + v.y() * cr, v.z());
        Vec pitched = new Vec(rolled.x(), rolled.y() * cp + rolled.z() * sp, rolled.z() * cp - rolled.y() * sp);
        return new Vec(pitched.x() * cy + pitched.z() * sy, pitched.y(), pitched.z() * cy - pitched.x() * sy);
    }

    Vec direction(Vec own) {
        return new Vec(
                right.x() * own.x() + up.x() * own.y() + front.x() * own.z(),
                right.y() * own.x() + up.y() * own.y() + front.y() * own.z(),
                right.z() * own.x() + up.z() * own.y() + front.z() * own.z());
    }

    Vec point(Vec own) {
        return pivot.plus(direction(own.minus(pivot)));
    }

    /** The inverse of {@link #direction}. */
    Vec own(Vec world) {
        return new Vec(world.dot(right), world.dot(up), world.dot(front));
    }

    /** The inverse of {@link #point}. */
    Vec ownPoint(Vec world) {
        return pivot.plus(own(world.minus(pivot)));
    }
}
