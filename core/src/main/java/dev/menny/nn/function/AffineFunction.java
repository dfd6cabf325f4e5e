package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.AffineSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Tensor;
import java.util.List;

/** A recorded scaling and shifting. */
public final class AffineFunction implements Function {
    private final Kernels kernels;
    private final AffineSpec spec;
    private final Tensor x;

    private AffineFunction(Kernels kernels, AffineSpec spec, Tensor x) {
        this.kernels = kernels;
        this.spec = spec;
        this.x = x;
    }

    /** Computes and records {@code scale x + shift}. */
    public static Tensor apply(ExecutionContext ctx, float scale, float shift, Tensor x) {
        AffineSpec spec = new AffineSpec(x.shape().length(), scale, shift);
        Tensor y = ctx.scope().allocate(x.shape());
        ctx.kernels().affine(spec, x.buffer(), GradientBuffer.overwrite(y.buffer()));
        ctx.record(new AffineFunction(ctx.kernels(), spec, x), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(x);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        kernels.affine(spec.linear(), dy.buffer(), gradients.into(x));
    }
}
