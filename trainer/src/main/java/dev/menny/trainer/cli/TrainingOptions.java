package dev.menny.trainer.cli;

import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.train.ClassWeights;
import dev.menny.trainer.train.OptimizerSettings;
import dev.menny.trainer.train.TrainingConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to train. What is not given comes from the preset. */
final class TrainingOptions {
    @Option(names = "--epochs", paramLabel = "N", description = "How many times to see all pictures, at most.")
    @Nullable
    Integer epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Pictures of one step; fewer need less memory.")
    @Nullable
    Integer batch;

    @Option(names = "--optimizer", paramLabel = "adamw|sgd", description = "What moves the weights.")
    OptimizerSettings.@Nullable Kind optimizer;

    @Option(names = "--lr", paramLabel = "X", description = "Learning rate.")
    @Nullable
    Double learningRate;

    @Option(names = "--weight-decay", paramLabel = "X", description = "Pull of the weights towards zero.")
    @Nullable
    Double weightDecay;

    @Option(
            names = "--clip-norm",
            paramLabel = "X",
            description = "Scale gradients down whose norm, over all weights, is larger (default: no clipping).")
    @Nullable
    Double clipNorm;

    @Option(names = "--dropout", paramLabel = "X", description = "Chance to drop a feature while training.")
    @Nullable
    Float dropout;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after so many epochs without a lower validation loss; 0 for never.")
    @Nullable
    Integer patience;

    @Option(
            names = "--augment",
            paramLabel = "LIST|none",
            converter = AugmentationList.Converter.class,
            description = "Changes to training pictures: " + AugmentationList.HELP
                    + " With crop, judging looks at the same share about the middle.")
    @Nullable
    AugmentationList augmentations;

    @Option(
            names = "--val-fraction",
            paramLabel = "X",
            description = "Share of the pictures that judge the model instead of teaching it.")
    @Nullable
    Double validationFraction;

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced",
            description = "How much each class counts: by its pictures, or all alike where some are rare.")
    @Nullable
    ClassWeights classWeights;

    @Option(names = "--seed", paramLabel = "N", description = "Feeds all that is random; equal seeds, equal weights.")
    @Nullable
    Long seed;

    TrainingConfig config(ModelOptions model) {
        TrainingConfig base = model.config(dropout);
        List<Augmentation> steps = augmentations == null ? base.augmentations() : augmentations.steps();
        PictureFormat format = base.model().format().withCentre(PictureStore.keptShare(steps));
        return new TrainingConfig(
                base.model().withFormat(format),
                new OptimizerSettings(
                        Given.or(optimizer, base.optimizer().kind()),
                        Given.or(learningRate, base.optimizer().learningRate()),
                        Given.or(weightDecay, base.optimizer().weightDecay()),
                        Given.or(clipNorm, base.optimizer().clipNorm())),
                Given.or(epochs, base.epochs()),
                Given.or(batch, base.batch()),
                Given.or(patience, base.patience()),
                steps,
                Given.or(validationFraction, base.validationFraction()),
                Given.or(classWeights, base.classWeights()),
                Given.or(seed, base.seed()));
    }
}
