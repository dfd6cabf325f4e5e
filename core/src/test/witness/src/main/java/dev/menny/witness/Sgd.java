package dev.menny.witness;

import static java.util.Map.entry;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Momentum as torch.optim.SGD has it: decay added to the gradient, the first gradient taken whole, no dampening. */
final class Sgd {
    private static final double LEARNING_RATE = 0.1;
    private static final double MOMENTUM = 0.9;
    private static final double WEIGHT_DECAY = 1e-2;

    private NDArray velocity;

    static Map<String, Number> settings() {
        return Map.ofEntries(
                entry("learning_rate", LEARNING_RATE),
                entry("momentum", MOMENTUM),
                entry("weight_decay", WEIGHT_DECAY));
    }

    NDArray update(NDArray parameter, NDArray gradient) {
        NDArray g = gradient.add(parameter.mul(WEIGHT_DECAY));
        velocity = velocity == null ? g : velocity.mul(MOMENTUM).add(g);
        return parameter.sub(velocity.mul(LEARNING_RATE));
    }
}
