package dev.menny.autograd;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.function.Predicate;

/** The gradients of one backward pass: those of parameters go to the parameters, all others into the pass's scope. */
public final class Gradients {
    private final Scope scope;
    private final Predicate<Tensor> wanted;
    private final boolean toParameters;
    private final IdentityHashMap<Object, Tensor> reached = new IdentityHashMap<>();

    /** @param toParameters false to keep the parameters' own gradients as they are */
    Gradients(Scope scope, Predicate<Tensor> wanted, boolean toParameters) {
        this.scope = scope;
        this.wanted = wanted;
        this.toParameters = toParameters;
    }

    /** True if the gradient of this tensor is of use to anybody. */
    public boolean wants(Tensor tensor) {
        return wanted.test(tensor);
    }

    /** Where a contribution to a tensor's gradient goes: over undefined memory the first time, on top of it then. */
    public GradientBuffer into(Tensor tensor) {
        if (toParameters && tensor.isParameter()) {
            return tensor.parameter().gradientBuffer();
        }
        Tensor known = reached.get(tensor.storage());
        if (known != null) {
            return new GradientBuffer(known.buffer(), true);
        }
        Tensor fresh = scope.allocateLike(tensor);
        reached.put(tensor.storage(), fresh);
        return GradientBuffer.overwrite(fresh.buffer());
    }

    /**
     * Adds {@code dyᵀ x} to the gradient of linear weights.
     *
     * @param w weights {@code [out,in]}
     * @param x the layer's input {@code [n,in]}
     * @param dy the gradient of its output {@code [n,out]}
     */
    public void addOuterProduct(Tensor w, LinearSpec spec, Tensor x, Tensor dy) {
        if (toParameters && w.isParameter()) {
            w.parameter().addOuterProduct(spec, x, dy);
        } else {
            scope.backend().kernels().linearBackwardFilter(spec, x.buffer(), dy.buffer(), into(w), null);
        }
    }

    /**
     * The gradient of a tensor, in the tensor's shape.
     *
     * @throws IllegalArgumentException if the backward pass did not reach it
     */
    public Tensor of(Tensor tensor) {
        Tensor gradient = reached.get(tensor.storage());
        if (gradient == null) {
            throw new IllegalArgumentException("no gradient reached " + tensor);
        }
        return gradient.reshape(tensor.shape());
    }

    boolean reached(Tensor tensor) {
        return reached.containsKey(tensor.storage());
    }

    void seed(Tensor tensor, Tensor gradient) {
        reached.put(tensor.storage(), gradient);
    }
}
