package dev.menny.trainer.cli;

import dev.menny.backend.Pooling;
import dev.menny.backend.Precision;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.train.ClassWeights;
import dev.menny.trainer.train.ModelSettings;
import dev.menny.trainer.train.Normalization;
import dev.menny.trainer.train.OptimizerSettings;
import dev.menny.trainer.train.TrainingConfig;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Settings as people read them. */
final class SettingsText {
    private SettingsText() {}

    /** {@code complex, 512x512 RGB, average pooling, dropout 0.2}. */
    static String model(ModelSettings model) {
        return "%s, %dx%d %s%s, %s pooling, dropout %s"
                .formatted(
                        Choice.word(model.architecture()),
                        model.format().width(),
                        model.format().height(),
                        model.format().channels() == 1 ? "grey" : "RGB",
                        normalization(model.normalization()),
                        model.pooling() == Pooling.AVERAGE ? "average" : "max",
                        model.dropout());
    }

    private static String normalization(Normalization normalization) {
        return normalization.equals(Normalization.NONE)
                ? ""
                : ", normalized by %s,%s".formatted(normalization.mean(), normalization.deviation());
    }

    /** {@code adamw, learning rate 0.0001, …}. */
    static String training(TrainingConfig config) {
        OptimizerSettings optimizer = config.optimizer();
        return "%s, learning rate %s, weight decay %s%s, batch %d, epochs up to %d, %s, augment %s%s, seed %d"
                .formatted(
                        Choice.word(optimizer.kind()),
                        number(optimizer.learningRate()),
                        number(optimizer.weightDecay()),
                        clipping(optimizer.clipNorm()),
                        config.batch(),
                        config.epochs(),
                        config.patience() == 0 ? "no early stop" : "patience " + config.patience(),
                        augmentations(config.augmentations()),
                        config.classWeights() == ClassWeights.NONE ? "" : ", balanced classes",
                        config.seed());
    }

    /** What computes, and how exactly unless that is as exactly as float32 can. */
    static String device(String description, Precision precision) {
        return precision == Precision.FP32 ? description : "%s, %s".formatted(description, precision);
    }

    private static String clipping(double norm) {
        return Double.isInfinite(norm) ? "" : ", clip norm " + number(norm);
    }

    /** As they are typed: {@code flip=0.5,rotate=15}. */
    static String augmentations(List<Augmentation> augmentations) {
        return augmentations.isEmpty()
                ? "none"
                : augmentations.stream().map(SettingsText::typed).collect(Collectors.joining(","));
    }

    private static String typed(Augmentation augmentation) {
        return augmentation.toString().replaceAll("\\((.*?)(\\.0)?\\)", "=$1");
    }

    /** Without an exponent: {@code 0.00001}. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
