package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.Kernels;
import dev.menny.backend.LinearSpec;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded fully connected layer; keeps its input and its weights. */
public final class LinearFunction implements Function {
    private final Kernels kernels;
    private final LinearSpec spec;
    private final Tensor x;
    private final Tensor w;
    private final @Nullable Tensor b;

    private LinearFunction(Kernels kernels, LinearSpec spec, Tensor x, Tensor w, @Nullable Tensor b) {
        this.kernels = kernels;
        this.spec = spec;
        this.x = x;
        this.w = w;
        this.b = b;
    }

    /** Computes and records {@code x wᵀ + b}. */
    public static Tensor apply(ExecutionContext ctx, LinearSpec spec, Tensor x, Tensor w, @Nullable Tensor b) {
        Tensor y = ctx.scope().allocate(Shape.of(spec.n(), spec.out()));
        ctx.kernels().linearForward(spec, x.buffer(), w.buffer(), b == null ? null : b.buffer(), y.buffer());
        ctx.record(new LinearFunction(ctx.kernels(), spec, x, w, b), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return b == null ? List.of(x, w) : List.of(x, w, b);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        if (gradients.wants(w)) {
            gradients.addOuterProduct(w, spec, x, dy);
        }
        if (b != null && gradients.wants(b)) {
            kernels.linearBackwardFilter(spec, x.buffer(), dy.buffer(), null, gradients.into(b));
        }
        if (gradients.wants(x)) {
            kernels.linearBackwardData(spec, dy.buffer(), w.buffer(), gradients.into(x));
        }
    }
}
