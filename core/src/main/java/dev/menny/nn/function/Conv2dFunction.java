package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recorded convolution; keeps its input and its weights. */
public final class Conv2dFunction implements Function {
    private final Kernels kernels;
    private final Conv2dSpec spec;
    private final Tensor x;
    private final Tensor w;
    private final @Nullable Tensor b;

    private Conv2dFunction(Kernels kernels, Conv2dSpec spec, Tensor x, Tensor w, @Nullable Tensor b) {
        this.kernels = kernels;
        this.spec = spec;
        this.x = x;
        this.w = w;
        this.b = b;
    }

    /** Computes and records {@code x * w + b}. */
    public static Tensor apply(ExecutionContext ctx, Conv2dSpec spec, Tensor x, Tensor w, @Nullable Tensor b) {
        Tensor y = ctx.scope().allocate(Shape.of(spec.n(), spec.oh(), spec.ow(), spec.k()));
        ctx.kernels().conv2dForward(spec, x.buffer(), w.buffer(), b == null ? null : b.buffer(), y.buffer());
        ctx.record(new Conv2dFunction(ctx.kernels(), spec, x, w, b), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return b == null ? List.of(x, w) : List.of(x, w, b);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        if (gradients.wants(w) || (b != null && gradients.wants(b))) {
            kernels.conv2dBackwardFilter(
                    spec, x.buffer(), dy.buffer(), gradients.into(w), b == null ? null : gradients.into(b));
        }
        if (gradients.wants(x)) {
            kernels.conv2dBackwardData(spec, dy.buffer(), w.buffer(), gradients.into(x));
        }
    }
}
