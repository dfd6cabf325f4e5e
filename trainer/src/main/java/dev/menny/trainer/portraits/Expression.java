package dev.menny.trainer.portraits;

import java.util.Random;

/**
 * What the face does.
 *
 * @param smile from -1 (corners down) to 1 (broad smile)
 * @param open how far the mouth is open, in [0, 1]
 * @param frown how far the brows are drawn together, in [0, 1]
 * @param lift how far the brows are raised, in [0, 1]
 * @param lids how wide the eyes are open, about 1
 * @param gazeX where the eyes look, radians to the viewer's right of straight ahead
 * @param gazeY where the eyes look, radians up
 */
record Expression(double smile, double open, double frown, double lift, double lids, double gazeX, double gazeY) {

    /** One of six moods with variation; the eyes look near the viewer if the head's turn lets them. */
    static Expression random(Random random, double yaw, double pitch) {
        double a = random.nextDouble();
        double b = random.nextDouble();
        double stray = random.nextDouble() < 0.6 ? 0.06 : 0.3;
        double gazeX = Curves.clamp(-yaw, -0.4, 0.4) + stray * random.nextGaussian();
        double gazeY = Curves.clamp(-pitch, -0.2, 0.2) + 0.4 * stray * random.nextGaussian();
        gazeX = Curves.clamp(gazeX, -0.5, 0.5);
        gazeY = Curves.clamp(gazeY, -0.25, 0.22);
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Expression(0.1 * a, 0, 0.1 * b, 0.2 * a, 1, gazeX, gazeY);
            case 2, 3 -> new Expression(0.5 + 0.4 * a, 0, 0, 0.3 * b, 0.92, gazeX, gazeY);
            case 4 -> new Expression(0.8 + 0.2 * a, 0.55 + 0.45 * b, 0, 0.4 + 0.3 * a, 0.82, gazeX, gazeY);
            case 5 -> new Expression(-0.4 - 0.4 * a, 0, 0.6 + 0.4 * b, 0, 0.88, gazeX, gazeY);
            default -> new Expression(0.1, 0.25 + 0.3 * a, 0, 0.6 + 0.4 * b, 1.12, gazeX, gazeY);
        };
    }
}
