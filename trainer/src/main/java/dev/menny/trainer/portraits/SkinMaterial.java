package dev.menny.trainer.portraits;

/** Skin of the face, with lips, blush, marks and scalp, soft at the terminator where light seeps through. */
final class SkinMaterial implements Material {

    private final Look look;
    private final Head head;
    private final Scalp scalp;
    private final SkinMap marks;
    private final Frame frame;

    SkinMaterial(Look look, Head head, Scalp scalp, Frame frame) {
        this.look = look;
        this.head = head;
        this.scalp = scalp;
        this.frame = frame;
        marks = Marks.of(look, head.face());
    }

    @Override
    public boolean hasCutOuts() {
        return true;
    }

    @Override
    public boolean cutOut(Vec canonical) {
        if (canonical.z() < 0.2) {
            return false;
        }
        double u = canonical.x();
        double v = canonical.y();
        for (EyeOpening eye : head.eyes()) {
            if (eye.contains(u, v)) {
                return true;
            }
        }
        return head.mouth().contains(u, v);
    }

    @Override
    public Rgb shade(Spot spot, LightRig lights) {
        Vec at = spot.texture();
        boolean onFace = at.z() > 0.05;
        Vec normal = spot.normal();
        double lip = 0;
        Rgb albedo = look.skin();
        if (onFace) {
            normal = furrowed(normal, at.x(), at.y());
            lip = head.mouth().lip(at.x(), at.y());
            albedo = complexion(at.x(), at.y()).towards(look.lips(), 0.9 * lip);
            albedo = darkLines(albedo, at.x(), at.y());
        }
        albedo = albedo.towards(look.hair().times(0.4), scalp.cover(at));
        return lit(albedo, spot, normal, lights, 0.09 + 0.25 * lip);
    }

    /** Skin of any part of the body under the lights. */
    static Rgb lit(Rgb albedo, Spot spot, Vec normal, LightRig lights, double gloss) {
        Rgb hard = lights.diffuse(spot, normal, 0.05);
        Rgb soft = lights.diffuse(spot, normal, 0.35);
        Rgb light = new Rgb(
                0.45 * hard.r() + 0.55 * soft.r(), 0.7 * hard.g() + 0.3 * soft.g(), 0.8 * hard.b() + 0.2 * soft.b());
        double edge = Curves.sharpen(1 - Math.max(0, normal.dot(lights.toEye(spot.position()))), 2);
        Rgb sheen = lights.highlight(spot, normal, 4)
                .times(gloss)
                .plus(lights.highlight(spot, normal, 2).times(0.05));
        return albedo.times(light).plus(sheen).plus(light.times(0.1 * edge));
    }

    private Vec furrowed(Vec normal, double u, double v) {
        double slopeU = marks.slopeU(u, v);
        double slopeV = marks.slopeV(u, v);
        if (slopeU == 0 && slopeV == 0) {
            return normal;
        }
        return normal.minus(frame.right().times(slopeU))
                .minus(frame.up().times(slopeV))
                .unit();
    }

    private Rgb complexion(double u, double v) {
        double side = Math.abs(u);
        double blush = 0.55 * Curves.bell(side - 0.42, 0.15, v + 0.32, 0.13)
                + 0.6 * Curves.bell(u, 0.12, v + 0.38, 0.08)
                + 0.2 * Curves.bell(u, 0.2, v + 1.0, 0.1);
        double youth = 0.5 + 0.5 * (1 - look.age());
        Rgb warm = new Rgb(look.skin().r(), look.skin().g() * 0.66, look.skin().b() * 0.6);
        Rgb base = look.skin().towards(warm, blush * youth);
        double socket = 0.35 * Curves.bell(side - 0.28, 0.15, v + 0.02, 0.1);
        return base.towards(warm.times(0.75), socket);
    }

    private Rgb darkLines(Rgb albedo, double u, double v) {
        Rgb mark = new Rgb(
                look.skin().r() * 0.5, look.skin().g() * 0.3, look.skin().b() * 0.22);
        Rgb lined = albedo.towards(mark, marks.darkness(u, v));
        double nostril = Curves.bell(Math.abs(u) - 0.058 * head.shape().nose(), 0.021, v + 0.434, 0.011);
        lined = lined.towards(mark.times(0.25), 0.75 * nostril);
        lined = lined.towards(mark.times(0.4), 0.85 * head.mouth().seam(u, v));
        for (EyeOpening eye : head.eyes()) {
            double t = Math.abs(eye.across(u));
            if (t < 1.15 && Math.abs(v - eye.centreV()) < 0.2) {
                double reach = Curves.smooth(t, 1.12, 0.9);
                double above = Curves.bell(v - eye.upperLid(u) - 0.008, 0.008 + 0.005 * look.lashes());
                double under = 0.4 * Curves.bell(v - eye.lowerLid(u) + 0.006, 0.008);
                lined = lined.towards(mark.times(0.15), reach * Math.max(above, under));
            }
        }
        return lined;
    }
}
