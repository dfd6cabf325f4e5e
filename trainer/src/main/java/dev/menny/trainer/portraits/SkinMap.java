package dev.menny.trainer.portraits;

/** A picture of the face's small marks in canonical coordinates: dark spots, and furrows as heights. */
final class SkinMap {

    private static final int SIZE = 640;
    private static final double LEFT = -1;
    private static final double BOTTOM = -1.3;
    private static final double SPAN = 2.0;

    private final float[] darkness = new float[SIZE * SIZE];
    private final float[] height = new float[SIZE * SIZE];

    /** A round mark: {@code dark} in [0, 1] is blended over what is there, {@code deep} is dug out. */
    void dot(double u, double v, double radius, double dark, double deep) {
        double x = (u - LEFT) / SPAN * SIZE;
        double y = (v - BOTTOM) / SPAN * SIZE;
        double r = radius / SPAN * SIZE;
        for (int row = (int) Math.max(0, y - 3 * r); row < Math.min(SIZE, y + 3 * r + 1); row++) {
            for (int column = (int) Math.max(0, x - 3 * r); column < Math.min(SIZE, x + 3 * r + 1); column++) {
                double bell = Curves.bell(column - x, r, row - y, r);
                int i = row * SIZE + column;
                darkness[i] = (float) Math.max(darkness[i], dark * bell);
                height[i] = (float) Math.min(height[i], -deep * bell);
            }
        }
    }

    /** A furrow along a bent line from (u0, v0) over (u1, v1) to (u2, v2), fading out at both ends. */
    void furrow(double[] line, double radius, double dark, double deep) {
        int steps = 48;
        for (int i = 0; i <= steps; i++) {
            double t = i / (double) steps;
            double a = (1 - t) * (1 - t);
            double b = 2 * t * (1 - t);
            double c = t * t;
            double fade = Math.sqrt(4 * t * (1 - t));
            dot(
                    a * line[0] + b * line[2] + c * line[4],
                    a * line[1] + b * line[3] + c * line[5],
                    radius,
                    dark * fade,
                    deep * fade);
        }
    }

    /** The same furrow on both halves of the face. */
    void furrows(double[] line, double radius, double dark, double deep) {
        furrow(line, radius, dark, deep);
        furrow(new double[] {-line[0], line[1], -line[2], line[3], -line[4], line[5]}, radius, dark, deep);
    }

    double darkness(double u, double v) {
        return sample(darkness, u, v);
    }

    /** Slope of the height to the right. */
    double slopeU(double u, double v) {
        return (sample(height, u + 0.004, v) - sample(height, u - 0.004, v)) / 0.008;
    }

    /** Slope of the height upwards. */
    double slopeV(double u, double v) {
        return (sample(height, u, v + 0.004) - sample(height, u, v - 0.004)) / 0.008;
    }

    private static double sample(float[] map, double u, double v) {
        double x = (u - LEFT) / SPAN * SIZE;
        double y = (v - BOTTOM) / SPAN * SIZE;
        int column = (int) x;
        int row = (int) y;
        if (x < 0 || y < 0 || column >= SIZE - 1 || row >= SIZE - 1) {
            return 0;
        }
        double fx = x - column;
        double fy = y - row;
        int i = row * SIZE + column;
        double low = map[i] * (1 - fx) + map[i + 1] * fx;
        double high = map[i + SIZE] * (1 - fx) + map[i + SIZE + 1] * fx;
        return low * (1 - fy) + high * fy;
    }
}
