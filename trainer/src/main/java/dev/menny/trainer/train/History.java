package dev.menny.trainer.train;

import java.util.List;

/**
 * What a training brought, epoch by epoch.
 *
 * @param epochs those that are over, in order; at least one unless the training was interrupted
 * @param ending why it ended
 * @param seconds all steps and validations, those before a resumption included
 */
public record History(List<EpochResult> epochs, Ending ending, double seconds) {
    /** Why a training ended. */
    public enum Ending {
        /** The last epoch is over. */
        COMPLETED,
        /** Patience ended before the last epoch. */
        STOPPED_EARLY,
        /** It was asked to finish before the last epoch; the model holds the weights of the best one. */
        FINISHED_ON_REQUEST,
        /**
         * It was asked to stop, or to finish before the first epoch was over; the model holds the weights of that moment, not
         * the best ones.
         */
        INTERRUPTED
    }

    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * The best epoch, whose weights the model holds now unless the training was interrupted.
     *
     * @throws IllegalStateException if no epoch is over
     */
    public EpochResult best() {
        return epochs.reversed().stream()
                .filter(EpochResult::best)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no epoch is over yet"));
    }
}
