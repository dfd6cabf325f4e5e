package dev.menny.autograd;

import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Tensor;
import java.util.List;

/** The sum of two tensors of one shape: the smallest function with two inputs, for tests of the tape. */
final class Sum implements Function {
    private final Kernels kernels;
    private final Tensor a;
    private final Tensor b;

    private Sum(Kernels kernels, Tensor a, Tensor b) {
        this.kernels = kernels;
        this.a = a;
        this.b = b;
    }

    static Tensor apply(ExecutionContext ctx, Tensor a, Tensor b) {
        Tensor y = ctx.scope().allocate(a.shape());
        add(ctx.kernels(), a, GradientBuffer.overwrite(y.buffer()));
        add(ctx.kernels(), b, new GradientBuffer(y.buffer(), true));
        ctx.record(new Sum(ctx.kernels(), a, b), y);
        return y;
    }

    /** Dropout that drops nothing copies or adds. */
    private static void add(Kernels kernels, Tensor source, GradientBuffer target) {
        kernels.dropout(new DropoutSpec(source.shape().length(), 0, 0, 0), source.buffer(), target);
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(a, b);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        for (Tensor input : inputs()) {
            if (gradients.wants(input)) {
                add(kernels, dy, gradients.into(input));
            }
        }
    }
}
