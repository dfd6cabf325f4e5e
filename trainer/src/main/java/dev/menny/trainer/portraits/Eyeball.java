package dev.menny.trainer.portraits;

/** The ball of one eye; texture is the direction from its centre, turned so that z is where the eye looks. */
final class Eyeball implements Material {

    private static final int ROWS = 40;
    private static final int COLUMNS = 48;
    /** Radius of the coloured ring on the unit ball. */
    private static final double IRIS = 0.5;

    private final EyeOpening opening;
    private final Rgb iris;
    private final Frame gaze;

    private Eyeball(EyeOpening opening, Rgb iris, Frame gaze) {
        this.opening = opening;
        this.iris = iris;
        this.gaze = gaze;
    }

    static void build(Mesh mesh, Head head, EyeOpening opening, Rgb iris) {
        Frame gaze = Frame.turned(head.face().gazeX(), head.face().gazeY(), 0, new Vec(0, 0, 0));
        Vec centre = new Vec(opening.centreU(), opening.centreV(), head.socketFloor() - EyeOpening.BALL);
        mesh.surface(
                ROWS,
                COLUMNS,
                true,
                (r, c) ->
                        head.shape().fit(centre.plus(gaze.direction(unit(r, c)).times(EyeOpening.BALL))),
                Eyeball::unit,
                new Eyeball(opening, iris, gaze));
    }

    /** Rows run from the pupil back to just behind the widest circle. */
    private static Vec unit(int row, int column) {
        double away = 1.9 * row / (ROWS - 1);
        double around = 2 * Math.PI * column / COLUMNS;
        double ring = StrictMath.sin(away);
        return new Vec(ring * StrictMath.cos(around), ring * StrictMath.sin(around), StrictMath.cos(away));
    }

    @Override
    public Rgb shade(Spot spot, LightRig lights) {
        Vec at = spot.texture();
        double r = Math.sqrt(at.x() * at.x() + at.y() * at.y()) / IRIS;
        Rgb white = Rgb.of(0xF1EBE6).towards(Rgb.of(0xD9A79A), 0.5 * Curves.smooth(r, 1.5, 2.2));
        Rgb colour = at.z() > 0 ? ring(at, r).towards(white, Curves.smooth(r, 0.95, 1.06)) : white;
        Rgb light = lights.diffuse(spot, spot.normal(), 0.4).times(1 - 0.6 * underLid(at));
        double glow = at.z() > 0 && r < 1 ? 0.25 : 0;
        Rgb lit = colour.times(light).plus(colour.times(glow * (light.r() + light.g() + light.b()) / 3));
        return lit.plus(lights.highlight(spot, spot.normal(), 8).times(1.6)).plus(window(spot, lights));
    }

    /** The shadow that the upper lid and its lashes throw on the ball, in [0, 1]. */
    private double underLid(Vec at) {
        Vec own = gaze.direction(at).times(EyeOpening.BALL);
        double u = opening.centreU() + own.x();
        double below = opening.upperLid(u) - opening.centreV() - own.y();
        return Curves.smooth(below, 0.055, 0);
    }

    private Rgb ring(Vec at, double r) {
        double fibre = 0.5 + 0.5 * StrictMath.sin(26 * StrictMath.atan2(at.y(), at.x()) + 7 * opening.side());
        double depth = 0.75 + 0.25 * fibre * Curves.smooth(r, 0.35, 0.7) + 0.35 * Curves.smooth(at.y(), 0.1, -0.3);
        Rgb fibres = iris.times(depth).towards(iris.times(0.22), Curves.smooth(r, 0.72, 0.98));
        return fibres.towards(Rgb.BLACK, Curves.smooth(r, 0.46, 0.38));
    }

    /** A catch light of a window up and to the left, which painters add whatever the lamps do. */
    private static Rgb window(Spot spot, LightRig lights) {
        Vec towards = new Vec(-0.32, 0.42, 0.85).unit();
        Vec half = towards.plus(lights.toEye(spot.position())).unit();
        double shine = Curves.smooth(spot.normal().dot(half), 0.985, 0.993);
        double strength =
                0.35 + (lights.above().r() + lights.above().g() + lights.above().b()) / 3;
        return new Rgb(1, 1, 1).times(0.8 * shine * Math.min(1, strength));
    }
}
