package dev.menny.trainer.portraits;

/** A point or direction: x to the viewer's right, y up, z towards the viewer; half a head is about one unit. */
record Vec(double x, double y, double z) {

    Vec plus(Vec o) {
        return new Vec(x + o.x, y + o.y, z + o.z);
    }

    Vec minus(Vec o) {
        return new Vec(x - o.x, y - o.y, z - o.z);
    }

    Vec times(double k) {
        return new Vec(x * k, y * k, z * k);
    }

    double dot(Vec o) {
        return x * o.x + y * o.y + z * o.z;
    }

    Vec cross(Vec o) {
        return new Vec(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    Vec unit() {
        double length = length();
        return length < 1e-12 ? new Vec(0, 0, 1) : times(1 / length);
    }

    /** The point that lies the fraction {@code t} of the way to {@code o}. */
    Vec towards(Vec o, double t) {
        return new Vec(x + (o.x - x) * t, y + (o.y - y) * t, z + (o.z - z) * t);
    }

    /** This direction without its part along the unit vector {@code normal}. */
    Vec along(Vec normal) {
        return minus(normal.times(dot(normal)));
    }
}
