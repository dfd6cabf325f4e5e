package dev.menny.trainer.portraits;

import java.util.Random;

/** The marks that a life leaves on a face: furrows of age, folds of a smile, freckles. */
final class Marks {

    private final SkinMap map = new SkinMap();
    private final Expression face;

    private Marks(Expression face) {
        this.face = face;
    }

    static SkinMap of(Look look, Expression face) {
        Marks marks = new Marks(face);
        marks.folds(0.25 + 0.75 * look.age());
        if (look.age() > 0.7) {
            marks.forehead();
            marks.aroundEyes();
            marks.jowls();
        } else if (look.age() > 0.3) {
            marks.fineLines();
        }
        if (look.freckles()) {
            marks.freckles();
        }
        return marks.map;
    }

    private void folds(double age) {
        double smile = Math.max(0, face.smile());
        double depth = 0.022 * (0.25 * age + smile * (0.4 + 0.5 * age));
        double dark = 0.1 * age + 0.22 * smile * (0.4 + 0.6 * age);
        map.furrows(
                new double[] {0.16, -0.37, 0.27 + 0.05 * smile, -0.45, 0.29 + 0.06 * smile, -0.66}, 0.016, dark, depth);
        double lidFold = 0.115 + 0.03 * face.lift();
        map.furrows(new double[] {0.16, 0.0, 0.29, lidFold * 0.95, 0.45, 0.0}, 0.009, 0.42, 0.012);
        map.furrows(
                new double[] {0.18, -0.12, 0.29, -0.175, 0.41, -0.115}, 0.02, 0.12 + 0.15 * age, 0.006 + 0.01 * age);
        if (face.frown() > 0.2) {
            map.furrows(
                    new double[] {0.045, 0.08, 0.04, 0.15, 0.06, 0.22}, 0.011, 0.3 * face.frown(), 0.02 * face.frown());
        }
    }

    private void forehead() {
        double depth = 0.012 + 0.012 * face.lift();
        for (int i = 0; i < 3; i++) {
            double v = 0.29 + 0.1 * i;
            map.furrow(new double[] {-0.42 + 0.05 * i, v - 0.01, -0.15, v + 0.05, 0.02, v}, 0.013, 0.28, depth);
            map.furrow(new double[] {-0.05, v, 0.2, v + 0.05, 0.44 - 0.05 * i, v - 0.015}, 0.013, 0.28, depth);
        }
    }

    private void aroundEyes() {
        for (int i = 0; i < 3; i++) {
            double end = 0.05 - 0.085 * i;
            map.furrows(new double[] {0.47, -0.02 - 0.015 * i, 0.55, end * 0.6, 0.63, end}, 0.011, 0.24, 0.014);
        }
        map.furrows(new double[] {0.17, -0.14, 0.26, -0.235, 0.42, -0.2}, 0.014, 0.3, 0.016);
    }

    private void jowls() {
        map.furrows(new double[] {0.27, -0.7, 0.31, -0.8, 0.28, -0.92}, 0.015, 0.3, 0.018);
        map.furrows(new double[] {0.05, 0.08, 0.04, 0.14, 0.055, 0.22}, 0.01, 0.3, 0.012);
    }

    private void fineLines() {
        map.furrows(new double[] {0.47, -0.04, 0.53, -0.03, 0.58, 0.0}, 0.007, 0.14, 0.006);
        map.furrows(new double[] {0.46, -0.06, 0.52, -0.08, 0.57, -0.09}, 0.007, 0.14, 0.006);
    }

    /** Always the same freckles: they belong to the person, not to the picture. */
    private void freckles() {
        Random random = new Random(7);
        for (int i = 0; i < 190; i++) {
            double side = random.nextBoolean() ? 1 : -1;
            double u = random.nextInt(4) == 0
                    ? 0.09 * random.nextGaussian()
                    : side * (0.36 + 0.13 * random.nextGaussian());
            double v = -0.27 + 0.1 * random.nextGaussian();
            map.dot(u, v, 0.006 + 0.007 * random.nextDouble(), 0.3 + 0.4 * random.nextDouble(), 0);
        }
    }
}
