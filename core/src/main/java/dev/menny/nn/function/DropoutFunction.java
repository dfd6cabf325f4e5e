package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.autograd.RandomStream;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Tensor;
import java.util.List;

/** A recorded dropout; keeps no mask, since its random numbers can be drawn again. */
public final class DropoutFunction implements Function {
    private final Kernels kernels;
    private final DropoutSpec spec;
    private final Tensor x;

    private DropoutFunction(Kernels kernels, DropoutSpec spec, Tensor x) {
        this.kernels = kernels;
        this.spec = spec;
        this.x = x;
    }

    /** Draws a mask from the stream, computes and records. */
    public static Tensor apply(ExecutionContext ctx, float probability, RandomStream stream, Tensor x) {
        long length = x.shape().length();
        DropoutSpec spec = new DropoutSpec(length, probability, stream.seed(), stream.take(length));
        Tensor y = ctx.scope().allocate(x.shape());
        ctx.kernels().dropout(spec, x.buffer(), GradientBuffer.overwrite(y.buffer()));
        ctx.record(new DropoutFunction(ctx.kernels(), spec, x), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(x);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        kernels.dropout(spec, dy.buffer(), gradients.into(x));
    }
}
