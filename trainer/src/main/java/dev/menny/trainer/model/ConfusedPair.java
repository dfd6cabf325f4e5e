package dev.menny.trainer.model;

/**
 * Pictures of one class that were taken for another.
 *
 * @param truth index of the class that they are of
 * @param predicted index of the class that they were taken for
 * @param count how many, at least 1
 */
public record ConfusedPair(int truth, int predicted, int count) {}
