package dev.menny.optim;

import dev.menny.tensor.ParameterArena;

/** Moves parameters along their gradients. One optimizer serves one model: it counts steps and keeps moments. */
public interface Optimizer {
    /**
     * Changes all parameters by their gradients and uses the gradients up.
     *
     * @throws IllegalStateException if a parameter has no gradient since the last step, or if gradients that are to be
     *     clipped are not finite; nothing has changed then, and the step does not count
     */
    void step(ParameterArena parameters);

    /** How many steps it has made. */
    long steps();

    /**
     * Goes on as if it had made that many steps, once the arena holds the states of them.
     *
     * @param steps at least 0
     */
    void resumeAt(long steps);
}
