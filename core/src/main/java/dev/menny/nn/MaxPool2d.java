package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Pool2dSpec;
import dev.menny.nn.function.Pool2dFunction;
import dev.menny.tensor.Shape;
import dev.menny.tensor.ShapeCheck;
import dev.menny.tensor.Tensor;

/**
 * Max pooling: each output is the largest element of its window; of equal ones the first takes the gradient.
 *
 * <p>Shapes: input {@code [N,H,W,C]}, output {@code [N,(H-size)/stride+1,(W-size)/stride+1,C]}; rows and columns that
 * fill no whole window are dropped.
 */
public final class MaxPool2d implements Layer {
    private final int size;
    private final int stride;

    /** Windows of 2x2 side by side. */
    public MaxPool2d() {
        this(2, 2);
    }

    /**
     * A pooling.
     *
     * @param size height and width of the window, at least 1
     * @param stride rows and columns between two windows, at least 1
     */
    public MaxPool2d(int size, int stride) {
        if (size < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "max pooling needs a size and a stride of at least 1, got %d and %d".formatted(size, stride));
        }
        this.size = size;
        this.stride = stride;
    }

    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return Pool2dFunction.apply(ctx, ShapeCheck.maxPool2d(x.shape(), size, stride), x);
    }

    @Override
    public Shape outputShape(Shape input) {
        Pool2dSpec spec = ShapeCheck.maxPool2d(input, size, stride);
        return Shape.of(spec.n(), spec.oh(), spec.ow(), spec.c());
    }

    @Override
    public LayerConfig config() {
        return LayerConfig.of("MaxPool2d").with("size", size).with("stride", stride);
    }
}
