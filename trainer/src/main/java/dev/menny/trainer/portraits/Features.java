package dev.menny.trainer.portraits;

import java.util.Random;

/** The small parts set into the head: brows, lashes, teeth and ears. */
final class Features {

    private final Head head;
    private final Look look;

    Features(Head head, Look look) {
        this.head = head;
        this.look = look;
    }

    /** Brows and lashes as single hairs; {@code toEye} is the viewer's direction in head coordinates. */
    void hairs(Mesh mesh, Vec toEye, Vec centre) {
        Random random = new Random(11);
        int brow = mesh.add(new HairMaterial(look.brows(), 0.25, centre));
        int lash = mesh.add(new HairMaterial(look.brows().times(0.25), 0.1, centre));
        for (EyeOpening eye : head.eyes()) {
            for (int i = 0; i < 110; i++) {
                browHair(mesh, eye, toEye, brow, random);
            }
            for (int i = 0; i < 34; i++) {
                lash(mesh, eye, toEye, lash, (i + 0.5) / 34);
            }
        }
    }

    private void browHair(Mesh mesh, EyeOpening eye, Vec toEye, int material, Random random) {
        Expression face = head.face();
        double t = random.nextDouble();
        double thick =
                0.024 * look.browWeight() * (0.45 + 1.1 * Curves.smooth(t, 0, 0.25) - 1.2 * Curves.smooth(t, 0.5, 1));
        double across = 0.1 + 0.37 * t - 0.015 * face.frown();
        double arch = 0.055 * Curves.through(t, 0, 0, 0.62, 1, 1, 0.1);
        double base = 0.115 + 0.07 * face.lift() - face.frown() * 0.07 * (1 - t) + 0.01 * Math.max(0, face.smile());
        double v = base + arch + thick * (2 * random.nextDouble() - 1);
        double lean = Curves.through(t, 0, 1.1, 0.4, 0.45, 1, -0.35);
        double length = 0.05 + 0.02 * look.browWeight();
        Vec[] line = new Vec[4];
        for (int k = 0; k < line.length; k++) {
            double s = length * k / (line.length - 1.0);
            Vec skin = head.onFace(eye.side() * (across + s), v + s * lean * (1 - 4 * s));
            line[k] = skin.plus(new Vec(0, 0, 0.006 + 0.012 * look.browWeight() * Math.min(1, k)));
        }
        Lock.ribbon(mesh, line, 0.014 * Math.sqrt(look.browWeight()), toEye, random.nextDouble(), 0.5, material);
    }

    private void lash(Mesh mesh, EyeOpening eye, Vec toEye, int material, double share) {
        double t = -0.8 + 1.75 * share;
        double u = eye.centreU() + eye.side() * t * eye.halfWidth();
        Vec root = head.onFace(u, eye.upperLid(u) + 0.004);
        double length = look.lashes() * 0.075 * (0.6 + 0.5 * share);
        Vec out = new Vec(eye.side() * 0.45 * t, 0.1, 0.75);
        Vec[] line = new Vec[4];
        for (int k = 0; k < line.length; k++) {
            double s = k / (line.length - 1.0);
            line[k] = root.plus(out.times(length * s)).plus(new Vec(0, length * 0.6 * s * s, 0));
        }
        Lock.ribbon(mesh, line, 0.014, toEye, 0.5, 0.5, material);
    }

    /** The inside of an open mouth, and the upper teeth. */
    void mouth(Mesh mesh) {
        if (!head.mouth().isOpen()) {
            return;
        }
        Material flesh = (spot, lights) -> Rgb.of(0x4A1414)
                .towards(Rgb.of(0xB05A58), Curves.smooth(spot.texture().y(), 0.55, 0.85))
                .times(lights.ambient(spot.normal(), 0.6));
        mesh.surface(16, 24, false, (r, c) -> bag(c / 23.0, r / 15.0), (r, c) -> new Vec(c / 23.0, r / 15.0, 0), flesh);
        Material enamel = (spot, lights) -> {
            double gap = Math.abs(StrictMath.sin(spot.texture().x() * 5 * Math.PI));
            Rgb white = Rgb.of(0xF2EADF).times(0.72 + 0.28 * Curves.smooth(gap, 0, 0.25));
            return white.times(lights.diffuse(spot, spot.normal(), 0.3)).times(0.85);
        };
        mesh.surface(6, 40, false, (r, c) -> teeth(c / 39.0, r / 5.0), (r, c) -> new Vec(c / 39.0, r / 5.0, 0), enamel);
    }

    /** The inside of the mouth: a bag from behind the upper lip, back, and forward again to the lower lip. */
    private Vec bag(double across, double down) {
        double t = 2 * across - 1;
        double u = head.mouth().halfWidth() * t;
        double top = head.mouth().upperEdge(u) + 0.05;
        double bottom = head.mouth().lowerEdge(u) - 0.05;
        double turn = Math.PI * down;
        double deep = 0.32 * Math.sqrt(1 - 0.9 * t * t) * StrictMath.sin(turn);
        double y = top + (bottom - top) * (1 - StrictMath.cos(turn)) / 2;
        return head.shape().fit(new Vec(u, y, 0.75 - 1.1 * u * u - deep));
    }

    private Vec teeth(double across, double down) {
        double u = 0.86 * head.mouth().halfWidth() * (2 * across - 1);
        double top = head.mouth().upperEdge(u) + 0.03;
        double length = 0.105 * (1 - 0.35 * (2 * across - 1) * (2 * across - 1));
        return head.shape().fit(new Vec(u, top - length * down, 0.775 - 1.2 * u * u));
    }

    /** Both ears, as dished shells with a rolled rim. */
    void ears(Mesh mesh) {
        Rgb pink = look.skin().times(new Rgb(1, 0.86, 0.82));
        Material shell = (spot, lights) -> {
            double bowl = 0.5 * Curves.bell(spot.texture().x() - 0.1, 0.26)
                    + 0.25 * Curves.bell(spot.texture().x() - 0.66, 0.07);
            return SkinMaterial.lit(pink.times(1 - bowl), spot, spot.normal(), lights, 0.06);
        };
        for (int side = -1; side <= 1; side += 2) {
            int s = side;
            mesh.surface(
                    22,
                    48,
                    true,
                    (r, c) -> head.shape().fit(ear(s, r / 21.0, c / 48.0)),
                    (r, c) -> new Vec(r / 21.0, c / 48.0, 0),
                    shell);
        }
    }

    private static Vec ear(int side, double r, double turn) {
        double angle = 2 * Math.PI * turn;
        double back = -StrictMath.cos(angle);
        double up = StrictMath.sin(angle);
        double reach = Math.min(1, r * 1.12);
        double y = -0.17 + reach * (0.235 * up + 0.02) - 0.02 * reach * back;
        double z = -0.13 - reach * back * (0.145 + 0.035 * up);
        double rim = 0.035 * Curves.bell(r - 0.8, 0.09) * (0.7 + 0.3 * back);
        double bowl = -0.055 * Curves.bell(r, 0.38) + 0.016 * Curves.bell(r - 0.55, 0.1) * Math.max(0, back);
        double flare = 0.1 * Curves.smooth(reach * back, -0.9, 0.9);
        double tuck = r > 0.9 ? -0.9 * (r - 0.9) : 0;
        double x = 0.715 + flare + rim + bowl + tuck;
        return new Vec(side * x, y, z);
    }
}
