package dev.menny.app.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a training.
 *
 * @param id grows with each event; see {@link TrainingStory}
 * @param name {@code start}, {@code check}, {@code plan}, {@code step}, {@code epoch}, {@code warning}, {@code done},
 *     {@code stopped} or {@code failed}
 * @param data by field: texts, numbers, truth values, lists of texts, or null
 */
public record TrainingEvent(long id, String name, Map<String, @Nullable Object> data) {
    /** Copies the map. */
    public TrainingEvent {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
