package dev.menny.trainer.portraits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Gelled spikes over a short undercoat. */
final class SpikyHair implements HairStyle {

    private static final int UNDERCOAT = 900;
    private static final int SPIKES = 150;

    @Override
    public List<Lock> locks(Scalp scalp, Random random) {
        List<Lock> locks = new ArrayList<>();
        for (int i = 0; i < UNDERCOAT; i++) {
            Vec root = scalp.point(Scalp.spread(i, UNDERCOAT));
            if (scalp.grows(root)) {
                Vec slope = new Vec(0, -0.5, -0.5)
                        .along(scalp.normal(root))
                        .plus(scalp.normal(root).times(0.45));
                locks.add(new Lock(spike(root, slope.unit(), new Vec(0, -0.1, 0), 0.16), 0.055, 0.6, 7, 0.021));
            }
        }
        double wildness = 0.12 + 0.12 * random.nextDouble();
        Vec lean = new Vec(0.3 * random.nextGaussian(), 0.15, 0.12 * random.nextGaussian());
        for (int i = 0; i < SPIKES; i++) {
            Vec root = scalp.point(Scalp.spread(i, SPIKES));
            if (scalp.grows(root.minus(new Vec(0, 0.03, 0)))) {
                locks.add(spike(scalp, root, lean, wildness, random));
            }
        }
        return locks;
    }

    private static Lock spike(Scalp scalp, Vec root, Vec lean, double wildness, Random random) {
        double top = Curves.smooth(root.y(), 0.1, 0.65);
        double fringe = top * Curves.smooth(root.z(), 0.25, 0.6);
        Vec wild = new Vec(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()).times(wildness);
        Vec direction = scalp.normal(root)
                .times(0.45 + 0.35 * top)
                .plus(new Vec(0, 0.2 + 0.4 * top - 0.35 * fringe, -0.45 * (1 - top)))
                .plus(lean.times(top))
                .plus(wild)
                .unit();
        double length = (0.22 + 0.3 * top) * (0.8 + 0.45 * random.nextDouble());
        return new Lock(spike(root, direction, new Vec(0, 0.12 * top - 0.08, 0), length), 0.12, 0.03, 26, 0.022);
    }

    private static Vec[] spike(Vec root, Vec direction, Vec bend, double length) {
        Vec[] guide = new Vec[7];
        for (int k = 0; k < guide.length; k++) {
            double t = k / (guide.length - 1.0);
            guide[k] = root.plus(direction.times(length * t)).plus(bend.times(t * t));
        }
        return guide;
    }
}
