package dev.menny.witness;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/** Softmax and cross-entropy, mean over the batch; the first row's logits would overflow a careless exponential. */
record CrossEntropyCase(String name) implements WitnessCase {
    private static final int BATCH = 5;
    private static final int CLASSES = 4;
    private static final float[] LARGE = {80, -80, 79.5f, -3};
    private static final int LABEL_OF_LARGE = 1;

    @Override
    public Map<String, Number> settings() {
        return Map.of("classes", CLASSES);
    }

    @Override
    public Map<String, Values> inputs(Draw draw) {
        Values logits = draw.uniform(3, BATCH, CLASSES);
        Values labels = draw.labels(BATCH, CLASSES);
        System.arraycopy(LARGE, 0, logits.data(), 0, CLASSES);
        labels.data()[0] = LABEL_OF_LARGE;
        Map<String, Values> inputs = new LinkedHashMap<>();
        inputs.put("logits", logits);
        inputs.put("labels", labels);
        return inputs;
    }

    @Override
    public Map<String, NDArray> outputs(Torch torch, Map<String, Values> inputs) {
        NDArray logits = torch.leaf(torch.constant(inputs.get("logits")));
        NDArray labels = torch.classNumbers(inputs.get("labels"));
        NDArray loss = torch.differentiate(() -> torch.crossEntropy(logits, labels));
        Map<String, NDArray> outputs = new LinkedHashMap<>();
        outputs.put("probabilities", logits.softmax(1));
        outputs.put("loss", loss.reshape(1));
        outputs.put("dlogits", logits.getGradient());
        return outputs;
    }
}
