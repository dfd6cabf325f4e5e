package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.load;

import dev.menny.backend.SgdSpec;
import dev.menny.backend.host.AdamWNumbers;
import jdk.incubator.vector.FloatVector;

/** Optimizer steps over a run of weights whose gradient lies in the L1 cache. */
final class UpdateTile {
    private UpdateTile() {}

    /** AdamW over {@code count} weights; each array begins at the index after it. */
    static void adamW(
            AdamWNumbers s, float[] g, int go, float[] w, int wo, float[] m, int mo, float[] v, int vo, int count) {
        float beta1 = s.beta1();
        float rest1 = s.rest1();
        float beta2 = s.beta2();
        float rest2 = s.rest2();
        float rate = s.rate();
        float unbias2 = s.unbias2();
        float epsilon = s.epsilon();
        float keep = s.keep();
        float scale = s.scale();
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector gradient = load(g, go + i).mul(scale);
            FloatVector first = load(m, mo + i).mul(beta1).add(gradient.mul(rest1));
            FloatVector second =
                    load(v, vo + i).mul(beta2).add(gradient.mul(rest2).mul(gradient));
            first.intoArray(m, mo + i);
            second.intoArray(v, vo + i);
            FloatVector root = second.mul(unbias2).sqrt().add(epsilon);
            load(w, wo + i).mul(keep).sub(first.mul(rate).div(root)).intoArray(w, wo + i);
        }
        for (int i = whole; i < count; i++) {
            float gradient = scale * g[go + i];
            float first = beta1 * m[mo + i] + rest1 * gradient;
            float second = beta2 * v[vo + i] + rest2 * gradient * gradient;
            m[mo + i] = first;
            v[vo + i] = second;
            w[wo + i] = keep * w[wo + i] - rate * first / ((float) Math.sqrt(second * unbias2) + epsilon);
        }
    }

    /** SGD over {@code count} weights; each array begins at the index after it. */
    static void sgd(SgdSpec spec, float[] g, int go, float[] w, int wo, float[] velocity, int vo, int count) {
        float rate = (float) spec.learningRate();
        float momentum = (float) spec.momentum();
        float decay = (float) spec.weightDecay();
        float scale = (float) spec.gradientScale();
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector weight = load(w, wo + i);
            FloatVector gradient = load(g, go + i).mul(scale).add(weight.mul(decay));
            FloatVector speed = load(velocity, vo + i).mul(momentum).add(gradient);
            speed.intoArray(velocity, vo + i);
            weight.sub(speed.mul(rate)).intoArray(w, wo + i);
        }
        for (int i = whole; i < count; i++) {
            float speed = momentum * velocity[vo + i] + (scale * g[go + i] + decay * w[wo + i]);
            velocity[vo + i] = speed;
            w[wo + i] -= rate * speed;
        }
    }
}
