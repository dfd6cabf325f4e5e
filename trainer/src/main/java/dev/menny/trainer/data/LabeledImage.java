package dev.menny.trainer.data;

import java.nio.file.Path;

/**
 * A picture file and what it shows.
 *
 * @param label index into {@link ImageFolder#classes()}, from 0
 */
public record LabeledImage(Path file, int label) {}
