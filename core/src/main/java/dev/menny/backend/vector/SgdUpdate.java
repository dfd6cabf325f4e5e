package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.load;

import dev.menny.backend.SgdSpec;
import dev.menny.backend.host.HostBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * A step of SGD of the weights whose gradients it is given.
 *
 * @param spec the step's numbers
 * @param weights {@code [out,in]}, as the velocities
 * @param velocities decaying sums of the gradients
 */
record SgdUpdate(SgdSpec spec, HostBuffer weights, HostBuffer velocities) implements OuterGradient.User {
    @Override
    public void use(float[] gradients, int from, int at, int count) {
        update(
                gradients,
                from,
                weights.floats(),
                weights.offset() + at,
                velocities.floats(),
                velocities.offset() + at,
                count);
    }

    private void update(float[] g, int go, float[] w, int wo, float[] velocity, int vo, int count) {
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
