package dev.menny.trainer.train;

import java.nio.file.Path;

/**
 * A checkpoint that was written.
 *
 * @param file where it is
 * @param epoch the epoch in which the training goes on, from 1
 * @param step steps of that epoch that are done
 * @param bytes its size
 * @param seconds how long saving took
 */
public record SavedCheckpoint(Path file, int epoch, int step, long bytes, double seconds) {}
