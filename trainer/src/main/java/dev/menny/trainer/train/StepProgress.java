package dev.menny.trainer.train;

/**
 * Where a training stands after a step.
 *
 * @param epoch counted from 1
 * @param step counted from 1 within the epoch
 * @param steps of an epoch
 * @param running over the epoch's pictures so far
 * @param imagesPerSecond over the epoch so far
 */
public record StepProgress(int epoch, int step, int steps, Score running, double imagesPerSecond) {}
