package dev.menny.nn;

import dev.menny.autograd.ExecutionContext;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.Map;

/** One step of a model. A layer holds parameters and nothing else, so many threads may run it at once. */
public interface Layer {
    /**
     * Computes the layer.
     *
     * @param ctx where results go and whether they are recorded
     * @param x the input, batch first
     * @throws IllegalArgumentException if x has a shape that the layer cannot take
     */
    Tensor forward(ExecutionContext ctx, Tensor x);

    /**
     * The shape that {@link #forward} would give.
     *
     * @throws IllegalArgumentException if the layer cannot take such an input
     */
    Shape outputShape(Shape input);

    /** The layer's parameters by name, in the order in which they lie in memory. */
    default Map<String, Parameter> parameters() {
        return Map.of();
    }

    /** What it takes to build the layer again, without its values. */
    LayerConfig config();
}
