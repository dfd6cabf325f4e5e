package dev.menny.autograd;

import dev.menny.tensor.Tensor;
import java.util.List;

/**
 * One recorded operation: it remembers what its derivative needs. Each operation is a class with a static
 * {@code apply} that checks shapes, computes and records, and this backward rule.
 */
public interface Function {
    /** The tensors that a gradient may flow to, parameters among them. */
    List<Tensor> inputs();

    /**
     * Turns the gradient of the output into gradients of the inputs.
     *
     * @param dy the gradient of what {@code apply} returned, of its shape
     * @param gradients where the inputs' gradients go; asks for those that {@link Gradients#wants} alone
     */
    void backward(Tensor dy, Gradients gradients);
}
