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
    private final DeviceBuffer shares;

    private SoftmaxCrossEntropyFunction(
            Kernels kernels,
            SoftmaxSpec spec,
            Tensor logits,
            Tensor probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares) {
        this.kernels = kernels;
        this.spec = spec;
        this.logits = logits;
        this.probabilities = probabilities;
        this.labels = labels;
        this.shares = shares;
    }

    /**
     * Computes and records the loss of a batch.
     *
     * @param shares what each row counts
     */
    public static Tensor apply(ExecutionContext ctx, SoftmaxSpec spec, Tensor logits, int[] labels, float[] shares) {
        Tensor loss = ctx.scope().allocateExact(Shape.of(1));
        Tensor probabilities = ctx.scope().allocateExact(logits.shape());
        DeviceBuffer classes = ctx.scope().ints(labels);
        DeviceBuffer parts = ctx.scope().exactTensor(Shape.of(spec.n()), shares).buffer();
        Kernels kernels = ctx.kernels();
        kernels.softmaxCrossEntropyForward(
                spec, logits.buffer(), classes, parts, probabilities.buffer(), loss.buffer());
        ctx.record(new SoftmaxCrossEntropyFunction(kernels, spec, logits, probabilities, classes, parts), loss);
        return loss;
    }

    @Override
    public List<Tensor> inputs() {
        return List.of(logits);
    }

    @Override
    public void backward(Tensor dy, Gradients gradients) {
        kernels.softmaxCrossEntropyBackward(
                spec, probabilities.buffer(), labels, shares, dy.buffer(), gradients.into(logits));
    }
}
