package dev.menny.trainer.train;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch brought.
 *
 * @param epoch counted from 1
 * @param training over the epoch's pictures as they were trained on: augmented, with dropout, each before its step
 * @param validation over the validation pictures after the epoch, or null without any
 * @param best true if this epoch's model is the best so far: the one of the lowest validation loss, without validation
 *     the last one
 * @param imagesPerSecond pictures trained on per second, validation not counted
 * @param seconds the whole epoch, validation counted
 */
public record EpochResult(
        int epoch, Score training, @Nullable Score validation, boolean best, double imagesPerSecond, double seconds) {}
