package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.nn.function.ReluFunction;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;

/** {@code max(x, 0)}, element by element; the derivative at 0 is taken to be 0. Shapes: any. */
public final class ReLU implements Layer {
    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return ReluFunction.apply(ctx, x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public LayerConfig config() {
        return LayerConfig.of("ReLU");
    }
}
