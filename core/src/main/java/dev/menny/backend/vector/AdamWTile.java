package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** The innermost loop of {@link OuterAdamW}. */
final class AdamWTile {
    private static final int TILE = 4 * L;

    private AdamWTile() {}

    /**
     * Updates a run of {@code count} weights, all of one output.
     *
     * @param dy gradient of the output; that of image i at {@code dyo + i * lddy}
     * @param x inputs; those of image i from {@code i * ldx} on
     */
    static void row(
            AdamWNumbers s,
            int batch,
            float[] dy,
            int dyo,
            int lddy,
            float[] x,
            int ldx,
            float[] w,
            int wo,
            float[] m,
            int mo,
            float[] v,
            int vo,
            int count) {
        int i = 0;
        for (; i + TILE <= count; i += TILE) {
            FloatVector g0 = FloatVector.zero(F);
            FloatVector g1 = FloatVector.zero(F);
            FloatVector g2 = FloatVector.zero(F);
            FloatVector g3 = FloatVector.zero(F);
            for (int n = 0; n < batch; n++) {
                FloatVector d = all(dy[dyo + n * lddy]);
                int at = n * ldx + i;
                g0 = d.fma(load(x, at), g0);
                g1 = d.fma(load(x, at + L), g1);
                g2 = d.fma(load(x, at + 2 * L), g2);
                g3 = d.fma(load(x, at + 3 * L), g3);
            }
            update(s, g0, w, wo + i, m, mo + i, v, vo + i);
            update(s, g1, w, wo + i + L, m, mo + i + L, v, vo + i + L);
            update(s, g2, w, wo + i + 2 * L, m, mo + i + 2 * L, v, vo + i + 2 * L);
            update(s, g3, w, wo + i + 3 * L, m, mo + i + 3 * L, v, vo + i + 3 * L);
        }
        for (; i < count; i++) {
            float g = 0;
            for (int n = 0; n < batch; n++) {
                g = Math.fma(dy[dyo + n * lddy], x[n * ldx + i], g);
            }
            update(s, g, w, wo + i, m, mo + i, v, vo + i);
        }
    }

    private static void update(AdamWNumbers s, FloatVector g, float[] w, int wo, float[] m, int mo, float[] v, int vo) {
        FloatVector first = load(m, mo).mul(s.beta1()).add(g.mul(s.rest1()));
        FloatVector second = load(v, vo).mul(s.beta2()).add(g.mul(s.rest2()).mul(g));
        first.intoArray(m, mo);
        second.intoArray(v, vo);
        FloatVector root = second.mul(s.unbias2()).sqrt().add(s.epsilon());
        load(w, wo).mul(s.keep()).sub(first.mul(s.rate()).div(root)).intoArray(w, wo);
    }

    private static void update(AdamWNumbers s, float g, float[] w, int wo, float[] m, int mo, float[] v, int vo) {
        float first = s.beta1() * m[mo] + s.rest1() * g;
        float second = s.beta2() * v[vo] + s.rest2() * g * g;
        m[mo] = first;
        v[vo] = second;
        float root = (float) Math.sqrt(second * s.unbias2());
        w[wo] = s.keep() * w[wo] - s.rate() * first / (root + s.epsilon());
    }
}
