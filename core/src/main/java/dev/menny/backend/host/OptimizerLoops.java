package dev.menny.backend.host;

import dev.menny.backend.AdamWNumbers;
import dev.menny.backend.AdamWSpec;
import dev.menny.backend.SgdSpec;

/**
 * One step of an optimizer over a flat run of parameters, in one pass over memory. Buffers that start at the same index
 * of their arrays, as a parameter arena's do, are updated in place; others by way of a {@link Tile}, at half the speed.
 */
final class OptimizerLoops {
    private OptimizerLoops() {}

    static void adamW(
            ThreadTeam team, ScratchPool pool, AdamWSpec spec, HostBuffer w, HostBuffer g, HostBuffer m, HostBuffer v) {
        int offset = w.offset();
        if (g.offset() == offset && m.offset() == offset && v.offset() == offset) {
            team.runRanges(
                    w.length(),
                    Tile.GRAIN,
                    (from, to) ->
                            adamW(spec, w.floats(), g.floats(), m.floats(), v.floats(), offset + from, offset + to));
            return;
        }
        team.runRanges(w.length(), Tile.LENGTH, (from, to) -> {
            int count = to - from;
            try (Tile weights = new Tile(pool);
                    Tile gradients = new Tile(pool);
                    Tile first = new Tile(pool);
                    Tile second = new Tile(pool)) {
                weights.load(w, from, count);
                gradients.load(g, from, count);
                first.load(m, from, count);
                second.load(v, from, count);
                int at = weights.first();
                adamW(spec, weights.floats(), gradients.floats(), first.floats(), second.floats(), at, at + count);
                weights.store(w, from, count);
                first.store(m, from, count);
                second.store(v, from, count);
            }
        });
    }

    private static void adamW(AdamWSpec spec, float[] w, float[] g, float[] m, float[] v, int from, int to) {
        AdamWNumbers numbers = AdamWNumbers.of(spec);
        for (int i = from; i < to; i++) {
            float gradient = numbers.scaled(g[i]);
            float first = numbers.first(m[i], gradient);
            float second = numbers.second(v[i], gradient);
            m[i] = first;
            v[i] = second;
            w[i] = numbers.weight(w[i], first, second);
        }
    }

    static void sgd(ThreadTeam team, ScratchPool pool, SgdSpec spec, HostBuffer w, HostBuffer g, HostBuffer velocity) {
        int offset = w.offset();
        if (g.offset() == offset && velocity.offset() == offset) {
            team.runRanges(
                    w.length(),
                    Tile.GRAIN,
                    (from, to) -> sgd(spec, w.floats(), g.floats(), velocity.floats(), offset + from, offset + to));
            return;
        }
        team.runRanges(w.length(), Tile.LENGTH, (from, to) -> {
            int count = to - from;
            try (Tile weights = new Tile(pool);
                    Tile gradients = new Tile(pool);
                    Tile velocities = new Tile(pool)) {
                weights.load(w, from, count);
                gradients.load(g, from, count);
                velocities.load(velocity, from, count);
                int at = weights.first();
                sgd(spec, weights.floats(), gradients.floats(), velocities.floats(), at, at + count);
                weights.store(w, from, count);
                velocities.store(velocity, from, count);
            }
        });
    }

    private static void sgd(SgdSpec spec, float[] w, float[] g, float[] velocity, int from, int to) {
        float rate = (float) spec.learningRate();
        float momentum = (float) spec.momentum();
        float decay = (float) spec.weightDecay();
        float scale = (float) spec.gradientScale();
        for (int i = from; i < to; i++) {
            float speed = momentum * velocity[i] + (scale * g[i] + decay * w[i]);
            velocity[i] = speed;
            w[i] -= rate * speed;
        }
    }
}
