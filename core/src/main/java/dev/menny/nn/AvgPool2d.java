package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Pool2dSpec;
import dev.menny.nn.function.Pool2dFunction;
import dev.menny.tensor.Shape;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;

/**
 * Menny's own 2x2 average pooling: each output is the mean of four neighbours. Unlike max pooling it is linear, so every
 * pixel gets a quarter of the gradient.
 *
 * <p>Shapes: input {@code [N,H,W,C]} with even H and W, output {@code [N,H/2,W/2,C]}.
 */
public final class AvgPool2d implements Layer {
    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return Pool2dFunction.apply(ctx, ShapeCheck.avgPool2d(x.shape()), x);
    }

    @Override
    public Shape outputShape(Shape input) {
        Pool2dSpec spec = ShapeCheck.avgPool2d(input);
        return Shape.of(spec.n(), spec.oh(), spec.ow(), spec.c());
    }

    @Override
    public LayerConfig config() {
        return LayerConfig.of("AvgPool2d");
    }
}
