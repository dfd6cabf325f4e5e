package dev.menny.trainer.train;

/**
 * What a training is about to do.
 *
 * @param epochs at most
 * @param trainingImages pictures to learn from
 * @param validationImages pictures to judge by, 0 for none
 * @param device one line on what computes
 */
public record TrainingPlan(int epochs, int trainingImages, int validationImages, String device) {}
