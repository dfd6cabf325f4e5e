package dev.menny.trainer.train;

import dev.menny.nn.Sequential;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.Split;
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
 * @param classWeights how much each class counts in the loss
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
        ClassWeights classWeights,
        long seed) {
    /** Copies the list. */
    public TrainingConfig {
        augmentations = List.copyOf(augmentations);
    }

    /** The same with another batch. */
    public TrainingConfig withBatch(int pictures) {
        return new TrainingConfig(
                model, optimizer, epochs, pictures, patience, augmentations, validationFraction, classWeights, seed);
    }

    /** The same with another number of epochs. */
    public TrainingConfig withEpochs(int most) {
        return new TrainingConfig(
                model, optimizer, most, batch, patience, augmentations, validationFraction, classWeights, seed);
    }

    /** The same with another model. */
    public TrainingConfig withModel(ModelSettings settings) {
        return new TrainingConfig(
                settings, optimizer, epochs, batch, patience, augmentations, validationFraction, classWeights, seed);
    }

    /**
     * A trainer with these settings.
     *
     * @param network as {@link ModelSettings#build} made it
     * @param split the pictures that it will be trained on
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Trainer trainer(Sequential network, Split split) {
        return Trainer.of(network, model.format())
                .optimizer(optimizer.create())
                .loss(classWeights.loss(split))
                .augment(augmentations.toArray(Augmentation[]::new))
                .epochs(epochs)
                .batch(batch)
                .patience(patience)
                .seed(seed);
    }
}
