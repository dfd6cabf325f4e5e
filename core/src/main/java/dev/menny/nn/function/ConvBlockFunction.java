package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Kernels;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;

/** A recorded block of convolution, bias, ReLU and pooling; keeps its input, its weights and one byte per output. */
public final class ConvBlockFunction implements Function {
    private final Kernels kernels;
    private final ConvBlockSpec spec;
    private final Tensor x;
    private final Tensor w;
    private final Tensor b;
    private final DeviceBuffer mask;

    private ConvBlockFunction(Kernels kernels, ConvBlockSpec spec, Tensor x, Tensor w, Tensor b, DeviceBuffer mask) {
        this.kernels = kernels;
        this.spec = spec;
        this.x = x;
        this.w = w;
        this.b = b;
        this.mask = mask;
    }

    /** Computes and, where a gradient can flow, records the block. */
    public static Tensor apply(ExecutionContext ctx, ConvBlockSpec spec, Tensor x, Tensor w, Tensor b) {
        Tensor y = ctx.scope()
                .allocate(Shape.of(
                        spec.conv().n(),
                        spec.pool().oh(),
                        spec.pool().ow(),
                        spec.conv().k()));
        if (!ctx.tracks(x) && !ctx.tracks(w)) {
            ctx.kernels().convBlockForward(spec, x.buffer(), w.buffer(), b.buffer(), y.buffer(), null);
            return y;
        }
        DeviceBuffer mask = ctx.scope().bytes(y.shape().length());
        ctx.kernels().convBlockForward(spec, x.buffer(), w.buffer(), b.buffer(), y.buffer(), mask);
        ctx.record(new ConvBlockFunction(ctx.kernels(), spec, x, w, b, mask), y);
        return y;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(x, w, b);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        // Kernels compute the gradients of weight and bias together.
        boolean parameters = gradients.wants(w) || gradients.wants(b);
        kernels.convBlockBackward(
                spec,
                x.buffer(),
                w.buffer(),
                mask,
                dy.buffer(),
                gradients.wants(x) ? gradients.into(x) : null,
                parameters ? gradients.into(w) : null,
                parameters ? gradients.into(b) : null);
    }
}
