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

    /** After the training's state was saved. */
    default void onCheckpoint(SavedCheckpoint checkpoint) {}

    /** When something is amiss that does not stop the training; one line that says what to do. */
    default void onWarning(String message) {}

    /** When the best weights are back in the model, or the training was interrupted. Not called if it fails. */
    default void onEnd(History history) {}
}
