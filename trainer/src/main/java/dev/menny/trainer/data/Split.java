package dev.menny.trainer.data;

import java.util.List;

/**
 * The pictures that a model learns from and those that judge it; no file is in both.
 *
 * @param training sorted by class, then by file
 * @param validation sorted by class, then by file
 */
public record Split(List<LabeledImage> training, List<LabeledImage> validation) {
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }
}
