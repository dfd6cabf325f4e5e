package dev.menny.witness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An optimizer alone: one parameter and the gradients of ten steps, and the parameter after each.
 *
 * @param leastScale powers of ten by which the gradients of single elements are scaled, from this one up to 10^0
 */
record OptimizerCase(String name, Map<String, Number> settings, int leastScale, Supplier<Update> optimizer)
        implements WitnessCase {
    private static final int ELEMENTS = 37;
    private static final int STEPS = 10;
    // Far under epsilon, at epsilon (1e-8) and far over it: only so does it matter where epsilon is added.
    private static final int LEAST_SCALE_ADAMW = -9;

    /** One step: the new parameter from the old and its gradient. */
    @FunctionalInterface
    interface Update {
        NDArray apply(NDArray parameter, NDArray gradient);
    }

    static OptimizerCase adamW(double learningRate) {
        return new OptimizerCase("adamw", new AdamW(learningRate).settings(), LEAST_SCALE_ADAMW, () -> {
            AdamW adamW = new AdamW(learningRate);
            return (parameter, gradient) -> {
                adamW.nextStep();
                return adamW.update("p", parameter, gradient);
            };
        });
    }

    static OptimizerCase sgd() {
        return new OptimizerCase("sgd", Sgd.settings(), 0, () -> new Sgd()::update);
    }

    @Override
    public Map<String, Values> inputs(Draw draw) {
        Values gradients = draw.uniform(1, STEPS, ELEMENTS);
        for (int i = 0; i < gradients.data().length; i++) {
            gradients.data()[i] *= (float) Math.pow(10, leastScale * (i % ELEMENTS) / (ELEMENTS - 1.0));
        }
        Map<String, Values> inputs = new LinkedHashMap<>();
        inputs.put("p", draw.uniform(1, ELEMENTS));
        inputs.put("g", gradients);
        return inputs;
    }

    @Override
    public Map<String, NDArray> outputs(Torch torch, Map<String, Values> inputs) {
        NDArray gradients = torch.constant(inputs.get("g"));
        NDArray parameter = torch.constant(inputs.get("p"));
        Update update = optimizer.get();
        NDList after = new NDList();
        for (int step = 0; step < STEPS; step++) {
            parameter = update.apply(parameter, gradients.get(step));
            after.add(parameter);
        }
        return Map.of("after", NDArrays.stack(after));
    }
}
