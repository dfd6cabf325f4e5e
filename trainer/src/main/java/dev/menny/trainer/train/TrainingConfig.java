package dev.menny.trainer.train;

import dev.menny.nn.Sequential;
import dev.menny.trainer.data.Augmentation;
import java.util.List;

/**
 * All that decides, together with the pictures, which weights a training ends with.
 *
 * @param model the network
 * @param optimizer what moves the weights
 * @param epochs at most, at least 1
 * @param batch pictures of one step, at least 1
 * @param patience epochs without a lower validation loss after which to stop; 0 for no early stop
 * @param augmentations random changes to the training pictures, in order
 * @param validationFraction share of the pictures to validate on, in [0, 1)
 * @param seed feeds everything random
 */
public record TrainingConfig(
        ModelSettings model,
        OptimizerSettings optimizer,
        int epochs,
        int batch,
        int patience,
        List<Augmentation> augmentations,
        double validationFraction,
        long seed) {
    /** Copies the list. */
    public TrainingConfig {
        augmentations = List.copyOf(augmentations);
    }

    /**
     * A trainer with these settings.
     *
     * @param network as {@link ModelSettings#build} made it
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Trainer trainer(Sequential network) {
        return Trainer.of(network, model.format())
                .optimizer(optimizer.create())
                .augment(augmentations.toArray(Augmentation[]::new))
                .epochs(epochs)
                .batch(batch)
                .patience(patience)
                .seed(seed);
    }
}
