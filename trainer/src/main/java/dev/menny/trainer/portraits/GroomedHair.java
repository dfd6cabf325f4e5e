package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Short hair with a side parting, combed aside and back. */
final class GroomedHair implements HairStyle {

    private static final int ROOTS = 1300;
    private static final int STEPS = 9;
    private static final double PARTING = 0.28;

    @Override
    public List<Lock> locks(Scalp scalp, Random random) {
        double volume = 0.1 + 0.05 * random.nextDouble();
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < ROOTS; i++) {
            Vec root = scalp.point(Scalp.spread(i, ROOTS));
            if (scalp.grows(root)) {
                locks.add(new Lock(guide(scalp, root, volume, random), 0.055, 0.35, 8, 0.021));
            }
        }
        return locks;
    }

    private static Vec[] guide(Scalp scalp, Vec root, double volume, Random random) {
        double top = Curves.smooth(root.y(), 0.25, 0.6);
        double fringe = top * Curves.smooth(root.z(), 0.15, 0.5);
        double lift = 0.02 + top * volume * (0.5 + 0.5 * fringe) * (0.8 + 0.4 * random.nextDouble());
        double length = (0.2 + 0.24 * top + 0.12 * fringe) * (0.75 + 0.5 * random.nextDouble());
        Vec[] guide = new Vec[STEPS];
        Vec at = root;
        Vec stray = new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(0.16);
        for (int k = 0; k < STEPS; k++) {
            guide[k] = at;
            double t = (k + 1.0) / STEPS;
            Vec flow = combed(at, top).plus(stray).along(scalp.normal(at)).unit();
            double rise = lift * Curves.smooth(t, 0, 0.45) * (1 - 0.35 * Curves.smooth(t, 0.7, 1));
            at = scalp.outside(at.plus(flow.times(length / STEPS)), rise);
        }
        return guide;
    }

    private static Vec combed(Vec at, double top) {
        double away = at.x() > PARTING ? 0.9 : -0.75;
        Vec over = new Vec(away, 0.15, -0.75);
        Vec down = new Vec(0, -0.75, -0.75);
        return down.towards(over, top);
    }
}
