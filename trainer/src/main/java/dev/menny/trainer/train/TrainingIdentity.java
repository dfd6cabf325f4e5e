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
    /** The setting that tells pictures of equal names and sizes apart. */
    static final String CONTENTS = "contents of the pictures";

    TrainingIdentity {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** @throws WeightsFormatException naming the first difference */
    void requireSameAs(TrainingIdentity saved, Path file) throws WeightsFormatException {
        for (String name : settings.keySet()) {
            if (!name.equals(CONTENTS)) {
                requireSame(name, saved, file);
            }
        }
        Optional<String> difference = saved.data.difference(data);
        if (difference.isPresent()) {
            throw new WeightsFormatException(
                    file,
                    "this checkpoint was made with %s: give the same pictures, or start anew without --resume"
                            .formatted(difference.get()));
        }
        // Last: a mark says nothing to people, who would rather hear of another seed or which picture is another.
        requireSame(CONTENTS, saved, file);
    }

    private void requireSame(String name, TrainingIdentity saved, Path file) throws WeightsFormatException {
        String before = saved.settings.getOrDefault(name, "unknown");
        String here = settings.getOrDefault(name, "unknown");
        if (!before.equals(here)) {
            throw new WeightsFormatException(
                    file,
                    "this checkpoint was made with %s %s, here it is %s: give the same again, or start anew without --resume"
                            .formatted(name, before, here));
        }
    }
}
