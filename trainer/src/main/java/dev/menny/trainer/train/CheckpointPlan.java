package dev.menny.trainer.train;

import java.nio.file.Path;

/**
 * Where and how often to save a training's state. The last two checkpoints and that of the best epoch are kept.
 *
 * @param folder made when first needed; holds one training's checkpoints and nothing else
 * @param everyEpochs save after each so many epochs, at least 1; or {@link #AUTO}
 */
public record CheckpointPlan(Path folder, int everyEpochs) {
    /** After each epoch, less often where saving would take more than a tenth of the time. */
    public static final int AUTO = 0;

    /** @throws IllegalArgumentException if the number of epochs is negative */
    public CheckpointPlan {
        if (everyEpochs < AUTO) {
            throw new IllegalArgumentException("save a checkpoint every 1 or more epochs, got " + everyEpochs);
        }
    }
}
