package dev.menny.trainer.train;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingListener {
    /** Listens to nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /** Before the first step. */
    default void onStart(TrainingPlan plan) {}

    /** After each step. */
    default void onStep(StepProgress progress) {}

    /** After each epoch and its validation. */
    default void onEpoch(EpochResult result) {}

    /** When the best weights are back in the model. Not called if the training fails. */
    default void onEnd(History history) {}
}
