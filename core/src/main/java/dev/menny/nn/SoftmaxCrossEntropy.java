package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.nn.function.SoftmaxCrossEntropyFunction;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;

/**
 * The mean cross-entropy between labels and the softmax of logits. The softmax is in here: a model must end in logits,
 * since a softmax applied twice flattens the gradient.
 */
public final class SoftmaxCrossEntropy implements Loss {
    /**
     * The loss of a batch.
     *
     * @param logits {@code [N,classes]}
     * @param labels one class per row, each in [0, classes)
     * @return {@code [1]}, the mean over rows, in nats
     */
    @Override
    public Tensor forward(ExecutionContext ctx, Tensor logits, int... labels) {
        return SoftmaxCrossEntropyFunction.apply(
                ctx, ShapeCheck.softmaxCrossEntropy(logits.shape(), labels), logits, labels);
    }
}
