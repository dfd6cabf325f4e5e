package dev.menny.trainer.train;

import dev.menny.io.WeightsFormatException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a training this one and no other: a checkpoint goes on only where all of it is the same.
 *
 * @param settings by name, as people read them
 * @param data the pictures
 */
record TrainingIdentity(Map<String, String> settings, DataManifest data) {
    TrainingIdentity {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** @throws WeightsFormatException naming the first difference */
    void requireSameAs(TrainingIdentity saved, Path file) throws WeightsFormatException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String before = saved.settings.getOrDefault(setting.getKey(), "unknown");
            if (!before.equals(setting.getValue())) {
                throw new WeightsFormatException(
                        file,
                        "this checkpoint was made with %s %s, here it is %s: give the same again, or start anew without --resume"
                                .formatted(setting.getKey(), before, setting.getValue()));
            }
        }
        Optional<String> difference = saved.data.difference(data);
        if (difference.isPresent()) {
            throw new WeightsFormatException(
                    file,
                    "this checkpoint was made with %s: give the same pictures, or start anew without --resume"
                            .formatted(difference.get()));
        }
    }
}
