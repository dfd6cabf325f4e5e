package dev.menny.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a model sees in a picture.
 *
 * @param label the likeliest class; of equally likely ones the first
 * @param probability its probability, in [0, 1]
 * @param probabilities all classes' probabilities, in the model's order; they add up to 1
 */
public record Prediction(String label, float probability, Map<String, Float> probabilities) {
    /** Keeps the probabilities' order. */
    public Prediction {
        probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    }
}
