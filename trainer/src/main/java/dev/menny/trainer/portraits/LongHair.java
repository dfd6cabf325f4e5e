package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Hair that falls from a parting over the sides of the head: long and wavy, or a sleek bob. */
final class LongHair implements HairStyle {

    private static final int ROOTS = 1300;
    private static final double STEP = 0.075;

    private final double lowest;
    private final double volume;
    private final double wave;
    private final double turnIn;
    private final double parting;

    private LongHair(double lowest, double volume, double wave, double turnIn, double parting) {
        this.lowest = lowest;
        this.volume = volume;
        this.wave = wave;
        this.turnIn = turnIn;
        this.parting = parting;
    }

    static HairStyle wavy() {
        return new LongHair(-1.6, 0.13, 0.05, 0, 0.05);
    }

    static HairStyle bob() {
        return new LongHair(-0.98, 0.12, 0.0, 0.5, 0.22);
    }

    @Override
    public List<Lock> locks(Scalp scalp, Random random) {
        List<Lock> locks = new ArrayList<>();
        double part = random.nextBoolean() ? parting : -parting;
        for (int i = 0; i < ROOTS; i++) {
            Vec root = scalp.point(Scalp.spread(i, ROOTS));
            if (scalp.grows(root)) {
                locks.add(new Lock(guide(scalp, root, part, random), 0.05, 0.9, 8, 0.017, wave));
            }
        }
        return locks;
    }

    private Vec[] guide(Scalp scalp, Vec root, double part, Random random) {
        List<Vec> guide = new ArrayList<>();
        double side = Math.signum(root.x() - part);
        double end = lowest + 0.12 * random.nextDouble();
        double lift = volume * (0.5 + 0.5 * random.nextDouble());
        Vec jitter = new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(0.06);
        Vec at = root;
        for (int k = 0; k < 40 && (k < 4 || at.y() > end); k++) {
            guide.add(at);
            Vec next = at.plus(flow(at, side).plus(jitter).unit().times(STEP));
            double rise = lift * Curves.smooth(k, 0, 5);
            at = clearOfFace(scalp.outside(next, rise), side);
        }
        guide.add(at);
        return guide.toArray(Vec[]::new);
    }

    /** Aside over the top and front, then down; a bob turns in towards the neck at its ends. */
    private Vec flow(Vec at, double side) {
        double frontal = Curves.smooth(at.z(), -0.25, 0.35);
        double reached = Curves.smooth(Math.abs(at.x()), 0.3, 0.68);
        Vec aside = new Vec(side * 1.1, 0.0, -0.45);
        Vec down = new Vec(0, -1, -0.12 * frontal);
        double inward = turnIn * Curves.smooth(at.y(), lowest + 0.55, lowest);
        down = down.plus(new Vec(-Math.signum(at.x()) * inward, 0, -0.3 * inward * frontal));
        return aside.towards(down, Math.max(reached, 1 - frontal));
    }

    private static Vec clearOfFace(Vec at, double side) {
        double wanted = 0.6 + 0.1 * Curves.smooth(at.y(), 0.1, -0.4);
        if (at.y() > 0.35 || at.z() < 0.05 || Math.abs(at.x()) > wanted) {
            return at;
        }
        return new Vec(side * wanted, at.y(), at.z());
    }
}
