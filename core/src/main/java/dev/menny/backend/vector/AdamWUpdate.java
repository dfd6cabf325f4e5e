package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.load;

import dev.menny.backend.AdamWNumbers;
import dev.menny.backend.host.HostBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * An AdamW step of the weights whose gradients it is given.
 *
 * @param numbers the step's
 * @param weights {@code [out,in]}, as the moments
 * @param firstMoments decaying means of the gradients
 * @param secondMoments decaying means of their squares
 */
record AdamWUpdate(AdamWNumbers numbers, HostBuffer weights, HostBuffer firstMoments, HostBuffer secondMoments)
        implements OuterGradient.User {
    @Override
    public void use(float[] gradients, int from, int at, int count) {
        update(
                gradients,
                from,
                weights.floats(),
                weights.offset() + at,
                firstMoments.floats(),
                firstMoments.offset() + at,
                secondMoments.floats(),
                secondMoments.offset() + at,
                count);
    }

    /** In the order of {@link AdamWNumbers}, so that vectors give the same bits. */
    private void update(float[] g, int go, float[] w, int wo, float[] m, int mo, float[] v, int vo, int count) {
        float beta1 = numbers.beta1();
        float rest1 = numbers.rest1();
        float beta2 = numbers.beta2();
        float rest2 = numbers.rest2();
        float rate = numbers.rate();
        float unbias2 = numbers.unbias2();
        float epsilon = numbers.epsilon();
        float keep = numbers.keep();
        float scale = numbers.scale();
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
            float gradient = numbers.scaled(g[go + i]);
            m[mo + i] = numbers.first(m[mo + i], gradient);
            v[vo + i] = numbers.second(v[vo + i], gradient);
            w[wo + i] = numbers.weight(w[wo + i], m[mo + i], v[vo + i]);
        }
    }
}
