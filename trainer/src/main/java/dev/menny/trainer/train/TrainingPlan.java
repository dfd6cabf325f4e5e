package dev.menny.trainer.train;

import dev.menny.backend.Precision;

/**
 * What a training is about to do.
 *
 * @param epochs at most
 * @param trainingImages pictures to learn from
 * @param validationImages pictures to judge by, 0 for none
 * @param device one line on what computes
 * @param precision how exactly it multiplies
 * @param firstEpoch where it begins, from 1; more than 1 when it goes on from a checkpoint
 * @param firstStep steps of that epoch that are done already
 */
public record TrainingPlan(
        int epochs,
        int trainingImages,
        int validationImages,
        String device,
        Precision precision,
        int firstEpoch,
        int firstStep) {
    /** True if it goes on from a checkpoint. */
    public boolean isResumed() {
        return firstEpoch > 1 || firstStep > 0;
    }
}
