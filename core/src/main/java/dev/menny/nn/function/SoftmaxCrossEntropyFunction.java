package dev.menny.nn.function;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Function;
import dev.menny.autograd.Gradients;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.List;

/** A recorded loss; keeps the probabilities and the labels, whose difference is the gradient. */
public final class SoftmaxCrossEntropyFunction implements Function {
    private final Kernels kernels;
    private final SoftmaxSpec spec;
    private final Tensor logits;
    private final Tensor probabilities;
    private final DeviceBuffer labels;

    private SoftmaxCrossEntropyFunction(
            Kernels kernels, SoftmaxSpec spec, Tensor logits, Tensor probabilities, DeviceBuffer labels) {
        this.kernels = kernels;
        this.spec = spec;
        this.logits = logits;
        this.probabilities = probabilities;
        this.labels = labels;
    }

    /** Computes and records the mean loss of a batch. */
    public static Tensor apply(ExecutionContext ctx, SoftmaxSpec spec, Tensor logits, int[] labels) {
        Tensor loss = ctx.scope().allocate(Shape.of(1));
        Tensor probabilities = ctx.scope().allocate(logits.shape());
        DeviceBuffer classes = ctx.scope().ints(labels);
        ctx.kernels().softmaxCrossEntropyForward(spec, logits.buffer(), classes, probabilities.buffer(), loss.buffer());
        ctx.record(new SoftmaxCrossEntropyFunction(ctx.kernels(), spec, logits, probabilities, classes), loss);
        return loss;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(logits);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        kernels.softmaxCrossEntropyBackward(spec, probabilities.buffer(), labels, dy.buffer(), gradients.into(logits));
    }
}
