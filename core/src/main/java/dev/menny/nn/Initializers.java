package dev.menny.nn;

import dev.menny.backend.Philox;
import dev.menny.tensor.Initializer;
import java.util.Arrays;

/** First values of parameters. */
public final class Initializers {
    private Initializers() {}

    /** Zeros, for biases. */
    public static Initializer zeros() {
        return (values, count, seed, position) -> Arrays.fill(values, 0, count, 0f);
    }

    /**
     * Uniform in ±√(6 / fanIn), which keeps the variance of activations through layers with ReLU (He et al., "Delving
     * Deep into Rectifiers", 2015).
     *
     * @param fanIn inputs that one output sums over, at least 1
     */
    public static Initializer heUniform(int fanIn) {
        float bound = (float) Math.sqrt(6.0 / fanIn);
        return (values, count, seed, position) -> {
            Philox.uniforms(seed, position, values, count);
            for (int i = 0; i < count; i++) {
                values[i] = (2 * values[i] - 1) * bound;
            }
        };
    }
}
