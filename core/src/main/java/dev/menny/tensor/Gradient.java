package dev.menny.tensor;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.LinearSpec;

/** The gradient of a run of parameters, in the form in which the backward pass left it. */
public sealed interface Gradient {
    /**
     * One number per parameter.
     *
     * @param values laid out like the run
     */
    record Dense(DeviceBuffer values) implements Gradient {}

    /**
     * The gradient {@code dyᵀ x} of a large linear layer's weights {@code [out,in]}, as its two factors. They live in the
     * scope of the step.
     *
     * @param spec sizes of the layer
     * @param x the layer's input {@code [n,in]}
     * @param dy the gradient of its output {@code [n,out]}
     */
    record OuterProduct(LinearSpec spec, Tensor x, Tensor dy) implements Gradient {}
}
