package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Short hair with a side parting, combed aside and back. */
final class GroomedHair implements HairStyle {

    private static final int ROOTS = 1100;
    private static final int STEPS = 9;
    private static final double PARTING = 0.28;

    @Override
    public List<Lock> locks(Scalp scalp, Random random) {
        double volume = 0.1 + 0.05 * random.nextDouble();
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < ROOTS; i++) {
            Vec root = scalp.point(Scalp.spread(i, ROOTS));
            if (scalp.grows(root)) {
                locks.add(new Lock(guide(scalp, root, volume, random), 0.05, 0.7, 11, 0.015, 0));
            }
        }
        return locks;
    }

    private static Vec[] guide(Scalp scalp, Vec root, double volume, Random random) {
        double top = Curves.smooth(root.y(), 0.25, 0.6);
        double fringe = top * Curves.smooth(root.z(), 0.15, 0.5);
        double lift = 0.025 + top * volume * (0.55 + 0.6 * fringe);
        double length = 0.16 + 0.24 * top + 0.1 * fringe;
        Vec[] guide = new Vec[STEPS];
        Vec at = root;
        for (int k = 0; k < STEPS; k++) {
            guide[k] = at;
            double t = (k + 1.0) / STEPS;
            Vec flow = combed(at, top, random).along(scalp.normal(at)).unit();
            double rise = lift * Curves.smooth(t, 0, 0.45) * (1 - 0.35 * Curves.smooth(t, 0.7, 1));
            at = scalp.outside(at.plus(flow.times(length / STEPS)), rise);
        }
        return guide;
    }

    private static Vec combed(Vec at, double top, Random random) {
        double away = at.x() > PARTING ? 0.9 : -0.75;
        Vec over = new Vec(away, 0.15, -0.75);
        Vec down = new Vec(0, -0.75, -0.75);
        return down.towards(over, top).plus(new Vec(0.1 * random.nextGaussian(), 0.1 * random.nextGaussian(), 0));
    }
}
