package dev.menny.trainer.portraits;

import java.util.Random;

/**
 * How the sitter is turned and framed.
 *
 * @param yaw of the head in radians, 0 is frontal, positive to the viewer's right
 * @param pitch of the head, positive is chin up
 * @param roll of the head
 * @param body yaw of the shoulders
 * @param zoom how large the head is, about 1
 * @param x where the head's middle stands, as a share of the picture's width
 * @param y the same from the top
 */
record Pose(double yaw, double pitch, double roll, double body, double zoom, double x, double y) {

    /** A third each of frontal, three-quarter and side views, to either side. */
    static Pose random(Random random) {
        double turn = random.nextDouble();
        double yaw = switch (random.nextInt(6)) {
            case 0, 1 -> 0.2 * turn;
            case 2, 3 -> 0.42 + 0.5 * turn;
            case 4 -> 0.92 + 0.4 * turn;
            default -> 1.35 + 0.3 * turn;
        };
        double side = random.nextBoolean() ? 1 : -1;
        double pitch = Curves.clamp(0.17 * random.nextGaussian(), -0.36, 0.36);
        double roll = Curves.clamp(0.07 * random.nextGaussian(), -0.16, 0.16);
        double body = side * yaw * (0.45 + 0.3 * random.nextDouble()) + 0.15 * random.nextGaussian();
        double zoom = 0.86 + 0.36 * random.nextDouble();
        double x = 0.5 + 0.16 * (2 * random.nextDouble() - 1);
        double y = 0.46 + 0.09 * (2 * random.nextDouble() - 1);
        return new Pose(side * yaw, pitch, roll, body, zoom, x, y);
    }

    Frame head() {
        return Frame.turned(yaw, pitch, roll, new Vec(0, -0.62, -0.22));
    }

    Frame shoulders() {
        return Frame.turned(body, 0, 0.2 * roll, new Vec(0, -1.4, -0.3));
    }
}
