package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.nn.function.DropoutFunction;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;

/**
 * In training, sets each element to 0 with a given probability and scales the others up so that the expected sum stays
 * (Srivastava et al., "Dropout", 2014); in prediction, does nothing. Shapes: any.
 */
public final class Dropout implements Layer {
    private final float probability;

    /**
     * A dropout.
     *
     * @param probability chance to drop an element, in [0, 1)
     */
    public Dropout(float probability) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException("a dropout probability lies in [0, 1), got " + probability);
        }
        this.probability = probability;
    }

    @Override
    public Tensor forward(ExecutionContext ctx, Tensor x) {
        return ctx.dropout() == null || probability == 0
                ? x
                : DropoutFunction.apply(ctx, probability, ctx.dropout(), x);
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public LayerConfig config() {
        return LayerConfig.of("Dropout").with("probability", probability);
    }
}
