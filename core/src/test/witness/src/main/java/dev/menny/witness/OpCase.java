package dev.menny.witness;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One operation or block, forward and backward: {@code y} from the leaves and, for a given {@code dy}, the gradient of
 * each leaf ({@code x} has {@code dx}).
 *
 * @param leaves the shape of each input
 * @param outputShape the shape of {@code y} and {@code dy}
 */
record OpCase(
        String name, Map<String, Number> settings, Map<String, long[]> leaves, long[] outputShape, Forward forward)
        implements WitnessCase {

    /** Computes {@code y}. */
    @FunctionalInterface
    interface Forward {
        NDArray apply(Torch torch, Map<String, NDArray> leaves);
    }

    @Override
    public Map<String, Values> inputs(Draw draw) {
        Map<String, Values> inputs = new LinkedHashMap<>();
        leaves.forEach((leaf, shape) -> inputs.put(leaf, draw.uniform(1, shape)));
        inputs.put("dy", draw.uniform(1, outputShape));
        return inputs;
    }

    @Override
    public Map<String, NDArray> outputs(Torch torch, Map<String, Values> inputs) {
        Map<String, NDArray> in = new LinkedHashMap<>();
        leaves.keySet().forEach(leaf -> in.put(leaf, torch.leaf(torch.constant(inputs.get(leaf)))));
        NDArray dy = torch.constant(inputs.get("dy"));
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        // The derivative of <y, dy> by y is dy.
        torch.differentiate(() -> {
            NDArray y = forward.apply(torch, in);
            outputs.put("y", y);
            return y.mul(dy).sum();
        });
        in.forEach((leaf, array) -> outputs.put("d" + leaf, array.getGradient()));
        return outputs;
    }
}
