package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;

/** Lays all axes but the first end to end, without a copy. Shapes: {@code [N,…]} becomes {@code [N,F]}. */
public final class Flatten implements Layer {
    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return x.reshape(outputShape(x.shape()));
    }

    @Override
    public Shape outputShape(Shape input) {
        return Shape.of(input.size(0), Math.toIntExact(input.length() / input.size(0)));
    }

    @Override
    public LayerConfig config() {
        return LayerConfig.of("Flatten");
    }
}
