package dev.menny.witness;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of Menny's two models at a small size, without dropout: its answer, its gradients and ten steps of AdamW on the
 * same batch.
 *
 * @param size height and width of the images
 * @param channels the output channels of each convolution block; layer i is block i
 * @param hiddenLayer the number of the first Linear among the layers
 * @param lastLayer the number of the second
 */
record ModelCase(String name, int batch, int size, int[] channels, int hidden, int hiddenLayer, int lastLayer)
        implements WitnessCase {
    private static final int COLOURS = 3;
    private static final int CLASSES = 4;
    private static final int STEPS = 10;
    private static final double LEARNING_RATE = 1e-2;
    // Wide inputs keep most activations away from the switch of their ReLU.
    private static final double COLOUR_BOUND = 2;
    private static final double BIAS_BOUND = 0.1;
    private static final Window FILTER = Window.square(3, 1, 1);
    private static final Window HALVES = Window.tiles(2);

    /** ConvBlock, ConvBlock, Flatten, Linear, ReLU, Dropout, Linear. */
    static ModelCase simple() {
        return new ModelCase("simple", 3, 8, new int[] {4, 6}, 16, 3, 6);
    }

    /** ConvBlock, ConvBlock, ConvBlock, Dropout, Flatten, Linear, ReLU, Dropout, Linear. */
    static ModelCase complex() {
        return new ModelCase("complex", 2, 16, new int[] {4, 6, 8}, 12, 5, 8);
    }

    @Override
    public Map<String, Number> settings() {
        Map<String, Number> settings = new TreeMap<>(new AdamW(LEARNING_RATE).settings());
        settings.put("steps", STEPS);
        return settings;
    }

    @Override
    public Map<String, Values> inputs(Draw draw) {
        Map<String, Values> inputs = new LinkedHashMap<>();
        inputs.put("x", draw.uniform(COLOUR_BOUND, batch, size, size, COLOURS));
        inputs.put("labels", draw.labels(batch, CLASSES));
        int in = COLOURS;
        for (int i = 0; i < channels.length; i++) {
            int fanIn = FILTER.height() * FILTER.width() * in;
            inputs.put(weight(i), draw.uniform(heBound(fanIn), channels[i], FILTER.height(), FILTER.width(), in));
            inputs.put(bias(i), draw.uniform(BIAS_BOUND, channels[i]));
            in = channels[i];
        }
        int side = size >> channels.length;
        int flat = side * side * in;
        inputs.put(weight(hiddenLayer), draw.uniform(heBound(flat), hidden, flat));
        // Positive, so that few hidden units are off for the whole of so small a batch.
        inputs.put(bias(hiddenLayer), draw.between(0, 1, hidden));
        inputs.put(weight(lastLayer), draw.uniform(heBound(hidden), CLASSES, hidden));
        inputs.put(bias(lastLayer), draw.uniform(BIAS_BOUND, CLASSES));
        return inputs;
    }

    @Override
    public Map<String, NDArray> outputs(Torch torch, Map<String, Values> inputs) {
        NDArray x = torch.constant(inputs.get("x"));
        NDArray labels = torch.classNumbers(inputs.get("labels"));
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        inputs.forEach((input, values) -> {
            if (input.startsWith("layers.")) {
                parameters.put(input, torch.constant(values));
            }
        });
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        NDList losses = new NDList();
        AdamW adamW = new AdamW(LEARNING_RATE);
        for (int step = 0; step < STEPS; step++) {
            Map<String, NDArray> leaves = torch.leaves(parameters);
            losses.add(torch.differentiate(() -> {
                NDArray logits = logits(torch, leaves, x);
                outputs.putIfAbsent("logits", logits);
                return torch.crossEntropy(logits, labels);
            }));
            if (step == 0) {
                leaves.forEach((name, leaf) -> outputs.put("grad." + name, leaf.getGradient()));
                leaves.values().forEach(leaf -> Soundness.alive(leaf.getGradient()));
            }
            update(adamW, parameters, leaves);
        }
        losses.add(torch.crossEntropy(logits(torch, parameters, x), labels));
        parameters.forEach((name, parameter) -> outputs.put("after." + name, parameter));
        outputs.put("losses", NDArrays.stack(losses));
        return outputs;
    }

    private NDArray logits(Torch torch, Map<String, NDArray> parameters, NDArray images) {
        NDArray x = images;
        for (int i = 0; i < channels.length; i++) {
            NDArray conv = torch.conv2d(x, parameters.get(weight(i)), parameters.get(bias(i)), FILTER);
            x = torch.avgPool2d(torch.relu(Soundness.switches(conv)), HALVES);
        }
        NDArray inner =
                torch.linear(torch.flatten(x), parameters.get(weight(hiddenLayer)), parameters.get(bias(hiddenLayer)));
        NDArray active = torch.relu(Soundness.switches(inner));
        return torch.linear(active, parameters.get(weight(lastLayer)), parameters.get(bias(lastLayer)));
    }

    private static void update(AdamW adamW, Map<String, NDArray> parameters, Map<String, NDArray> leaves) {
        adamW.nextStep();
        leaves.forEach((name, leaf) -> {
            parameters.put(name, adamW.update(name, leaf, leaf.getGradient()));
            Soundness.divisors(adamW.divisor(name));
        });
    }

    private static double heBound(int fanIn) {
        return Math.sqrt(6.0 / fanIn);
    }

    private static String weight(int layer) {
        return "layers." + layer + ".weight";
    }

    private static String bias(int layer) {
        return "layers." + layer + ".bias";
    }
}
