package dev.menny.trainer.train;

import java.util.List;

/**
 * What a training brought, epoch by epoch.
 *
 * @param epochs at least one, in order
 * @param stoppedEarly true if patience ended the training before the last epoch
 * @param seconds the whole training
 */
public record History(List<EpochResult> epochs, boolean stoppedEarly, double seconds) {
    /** Copies the list. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /** The epoch whose weights the model holds now. */
    public EpochResult best() {
        return epochs.reversed().stream()
                .filter(EpochResult::best)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a history without a best epoch"));
    }
}
