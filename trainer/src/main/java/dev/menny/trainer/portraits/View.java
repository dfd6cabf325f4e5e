package dev.menny.trainer.portraits;

/** Where a point of the world lands on a square of {@code size} pixels, and how near it is. */
interface View {

    int size();

    /** Writes column, row and nearness (larger is nearer) into {@code screen}. */
    void project(Vec point, double[] screen);

    /** A camera on the z axis. */
    static View camera(int size, double distance, double pixelsPerUnit, double centreX, double centreY) {
        return new View() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public void project(Vec p, double[] screen) {
                double shrink = 1 / (1 - p.z() / distance);
                screen[0] = centreX + p.x() * shrink * pixelsPerUnit;
                screen[1] = centreY - p.y() * shrink * pixelsPerUnit;
                screen[2] = shrink;
            }
        };
    }

    /** The view from a far light: parallel rays, {@code radius} units around {@code centre} fill the square. */
    static View parallel(int size, Vec towardsLight, Vec centre, double radius) {
        Vec aside = Math.abs(towardsLight.y()) > 0.9 ? new Vec(1, 0, 0) : new Vec(0, 1, 0);
        Vec right = aside.cross(towardsLight).unit();
        Vec up = towardsLight.cross(right);
        double scale = size / (2 * radius);
        return new View() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public void project(Vec p, double[] screen) {
                Vec q = p.minus(centre);
                screen[0] = size * 0.5 + q.dot(right) * scale;
                screen[1] = size * 0.5 - q.dot(up) * scale;
                screen[2] = q.dot(towardsLight);
            }
        };
    }
}
