package dev.menny.io;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to know about trained weights besides the layers.
 *
 * @param classes names by index of the logits; at least one, no two alike
 * @param preprocessing the pictures that the model takes
 * @param notes anything worth keeping: trained on what, how long, how accurate
 */
public record ModelCard(List<String> classes, Preprocessing preprocessing, Map<String, String> notes) {
    /** @throws IllegalArgumentException if there is no class or two are alike */
    public ModelCard {
        classes = List.copyOf(classes);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        if (classes.isEmpty() || new HashSet<>(classes).size() < classes.size()) {
            throw new IllegalArgumentException("a model needs classes, no two alike, got " + classes);
        }
    }

    /** A card without notes. */
    public ModelCard(List<String> classes, Preprocessing preprocessing) {
        this(classes, preprocessing, Map.of());
    }
}
