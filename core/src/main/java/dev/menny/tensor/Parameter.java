package dev.menny.tensor;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import org.jspecify.annotations.Nullable;

/**
 * A learned tensor of a layer: its shape and first values. Its memory is given to it by a {@link ParameterArena}, once
 * the model knows on which device it runs.
 */
public final class Parameter {
    private final Shape shape;
    private final Initializer initializer;
    private @Nullable Slot slot;

    /**
     * A parameter without memory yet.
     *
     * @param shape its sizes
     * @param initializer its first values
     */
    public Parameter(Shape shape, Initializer initializer) {
        this.shape = shape;
        this.initializer = initializer;
    }

    /** The sizes of the axes. */
    public Shape shape() {
        return shape;
    }

    Initializer initializer() {
        return initializer;
    }

    void place(Slot place) {
        if (slot != null) {
            throw new IllegalStateException("this model has its memory already: build another one for another device");
        }
        slot = place;
    }

    /**
     * The current values.
     *
     * @throws IllegalStateException if the model has no memory yet
     */
    public Tensor value() {
        return slot().value();
    }

    /**
     * The gradient of the last backward pass.
     *
     * @throws IllegalStateException if there is none since the last optimizer step, or if this parameter is large and the
     *     scope of the backward pass has been reset
     */
    public Tensor grad() {
        return slot().grad();
    }

    /** Where a backward pass puts its contribution: over the last step's gradient first, on top of it then. */
    public GradientBuffer gradientBuffer() {
        return slot().gradientBuffer();
    }

    /**
     * Adds {@code dyᵀ x} to the gradient of linear weights. A large parameter keeps the two factors instead, until an
     * optimizer uses them, {@link #grad()} asks, or something else is added.
     *
     * @param x {@code [n,in]}; like dy it must live until then
     * @param dy {@code [n,out]}
     */
    public void addOuterProduct(LinearSpec spec, Tensor x, Tensor dy) {
        slot().addOuterProduct(spec, x, dy);
    }

    private Slot slot() {
        if (slot == null) {
            throw new IllegalStateException("the model has no memory yet: call initialize(backend, seed) first");
        }
        return slot;
    }

    /** A parameter's place in its arena. */
    interface Slot {
        Tensor value();

        Tensor grad();

        GradientBuffer gradientBuffer();

        void addOuterProduct(LinearSpec spec, Tensor x, Tensor dy);
    }
}
