package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.Kernels;
import dev.menny.backend.Pool2dSpec;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;

/** A recorded pooling; keeps its input, in which max pooling finds the winners again. */
public final class Pool2dFunction implements Function {
    private final Kernels kernels;
    private final Pool2dSpec spec;
    private final Tensor x;

    private Pool2dFunction(Kernels kernels, Pool2dSpec spec, Tensor x) {
        this.kernels = kernels;
        this.spec = spec;
        this.x = x;
    }

    /** Computes and records a pooling of x. */
    public static Tensor apply(ExecutionContext ctx, Pool2dSpec spec, Tensor x) {
        Tensor y = ctx.scope().allocate(Shape.of(spec.n(), spec.oh(), spec.ow(), spec.c()));
        ctx.kernels().pool2dForward(spec, x.buffer(), y.buffer());
        ctx.record(new Pool2dFunction(ctx.kernels(), spec, x), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(x);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        kernels.pool2dBackward(spec, x.buffer(), dy.buffer(), gradients.into(x));
    }
}
