package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Hair that falls from a parting over the sides of the head: long and wavy with a fringe, or a sleek bob. */
final class LongHair implements HairStyle {

    private static final int ROOTS = 1400;
    private static final double STEP = 0.09;

    private final double lowest;
    private final double volume;
    private final double wave;
    private final double turnIn;
    private final double parting;
    private final boolean fringe;

    private LongHair(double lowest, double volume, double wave, double turnIn, double parting, boolean fringe) {
        this.lowest = lowest;
        this.volume = volume;
        this.wave = wave;
        this.turnIn = turnIn;
        this.parting = parting;
        this.fringe = fringe;
    }

    static HairStyle wavy() {
        return new LongHair(-1.65, 0.13, 0.055, 0, 0.08, true);
    }

    static HairStyle bob() {
        return new LongHair(-0.9, 0.15, 0.012, 0.9, 0.24, false);
    }

    @Override
    public List<Lock> locks(Scalp scalp, Random random) {
        List<Lock> locks = new ArrayList<>();
        double part = random.nextBoolean() ? parting : -parting;
        double swing = 6.283 * random.nextDouble();
        for (int i = 0; i < ROOTS; i++) {
            Vec jitter = new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(0.02);
            Vec root = scalp.point(Scalp.spread(i, ROOTS).plus(jitter));
            if (!scalp.grows(root)) {
                continue;
            }
            Vec[] guide =
                    fringe && root.z() > 0.42 ? fringe(scalp, root, part, random) : falling(scalp, root, part, random);
            locks.add(new Lock(waved(guide, swing), 0.055, 0.45, 6, 0.024));
        }
        return locks;
    }

    private Vec[] falling(Scalp scalp, Vec root, double part, Random random) {
        List<Vec> guide = new ArrayList<>();
        double side = Math.signum(root.x() - part);
        double end = lowest + 0.22 * random.nextDouble();
        double lift = volume * (0.45 + 0.55 * random.nextDouble());
        Vec stray = new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(0.08);
        Vec at = root;
        for (int k = 0; k < 36 && (k < 4 || at.y() > end); k++) {
            guide.add(at);
            Vec next = at.plus(flow(at, side).plus(stray).unit().times(STEP));
            double rise = lift * Curves.smooth(k, -1, 3);
            at = clearOfFace(scalp.outside(next, rise), side);
        }
        guide.add(at);
        return guide.toArray(Vec[]::new);
    }

    /** Aside over the top and front, then down; a bob turns in towards the neck at its ends. */
    private Vec flow(Vec at, double side) {
        double frontal = Curves.smooth(at.z(), -0.25, 0.35);
        double reached = Curves.smooth(Math.abs(at.x()), 0.3, 0.68);
        Vec aside = new Vec(side * 1.1, 0.1, -0.45);
        Vec down = new Vec(0, -1, -0.6 * frontal);
        double inward = turnIn * Curves.smooth(at.y(), lowest + 0.45, lowest);
        down = down.plus(new Vec(-Math.signum(at.x()) * inward, 0, 0.2 * inward));
        return aside.towards(down, Math.max(reached, 1 - frontal));
    }

    private static Vec clearOfFace(Vec at, double side) {
        double wanted = 0.6 + 0.1 * Curves.smooth(at.y(), 0.1, -0.4);
        if (at.y() > 0.35 || at.z() < 0.05 || Math.abs(at.x()) > wanted) {
            return at;
        }
        return new Vec(side * wanted, at.y(), at.z());
    }

    /** Short hair swept over the forehead, away from the parting. */
    private static Vec[] fringe(Scalp scalp, Vec root, double part, Random random) {
        double sweep = part > 0 ? -0.55 : 0.55;
        double aside = Math.abs(root.x() - part) > 0.35 ? Math.signum(root.x()) * 0.6 : sweep;
        double length = 0.42 + 0.14 * random.nextDouble() + 0.5 * (root.y() - 0.6);
        Vec[] guide = new Vec[9];
        Vec at = root;
        for (int k = 0; k < guide.length; k++) {
            guide[k] = at;
            Vec flow = new Vec(aside + 0.12 * random.nextGaussian(), -0.8, 0.6)
                    .along(scalp.normal(at))
                    .unit();
            double rise = 0.1 * Curves.smooth(k, -1, 3) - 0.035 * Curves.smooth(k, 4, 8);
            at = scalp.outside(at.plus(flow.times(length / guide.length)), rise);
        }
        return guide;
    }

    /** Neighbouring locks wave together, more towards their tips. */
    private Vec[] waved(Vec[] guide, double swing) {
        Vec[] waved = new Vec[guide.length];
        for (int k = 0; k < guide.length; k++) {
            Vec at = guide[k];
            double azimuth = StrictMath.atan2(at.x(), at.z());
            double strength = wave * Curves.smooth(at.y(), 0.5, -0.5);
            double turn = 8.5 * at.y() + 2.6 * azimuth + swing;
            Vec out = new Vec(at.x(), 0, at.z() + 0.1).unit();
            Vec around = new Vec(out.z(), 0, -out.x());
            waved[k] = at.plus(out.times(strength * (1 + StrictMath.sin(turn))))
                    .plus(around.times(strength * StrictMath.cos(turn)));
        }
        return waved;
    }
}
