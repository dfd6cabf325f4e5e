package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Tensor;
import java.util.List;

/** A recorded ReLU; keeps its output, whose zeros tell where no gradient flows. */
public final class ReluFunction implements Function {
    private final Kernels kernels;
    private final Tensor x;
    private final Tensor y;

    private ReluFunction(Kernels kernels, Tensor x, Tensor y) {
        this.kernels = kernels;
        this.x = x;
        this.y = y;
    }

    /** Computes and records {@code max(x, 0)}. */
    public static Tensor apply(ExecutionContext ctx, Tensor x) {
        Tensor y = ctx.scope().allocate(x.shape());
        ctx.kernels().reluForward(x.shape().length(), x.buffer(), y.buffer());
        ctx.record(new ReluFunction(ctx.kernels(), x, y), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(x);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        kernels.reluBackward(x.shape().length(), y.buffer(), dy.buffer(), gradients.into(x));
    }
}
