package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.tensor.Tensor;

/** How wrong a classifier's logits are, as one number to make small. */
@FunctionalInterface
public interface Loss {
    /**
     * The loss of a batch.
     *
     * @param logits {@code [N,classes]}
     * @param labels one class per row, each in [0, classes)
     * @return {@code [1]}, the mean over rows
     */
    Tensor forward(ExecutionContext ctx, Tensor logits, int... labels);
}
