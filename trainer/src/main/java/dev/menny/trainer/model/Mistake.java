package dev.menny.trainer.model;

import java.nio.file.Path;

/**
 * A picture that was taken for something else.
 *
 * @param truth index of the class that it is of
 * @param predicted index of the class that it was taken for
 * @param probability how sure the model was of that, in [0, 1]
 */
public record Mistake(Path file, int truth, int predicted, double probability) {}
