package dev.menny.trainer.train;

import dev.menny.backend.Pooling;
import dev.menny.backend.Precision;
import dev.menny.trainer.data.Augmentation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Settings as people read them. */
public final class SettingsText {
    private static final double BYTES_PER_GIB = 1 << 30;
    private static final long BYTES_PER_MIB = 1 << 20;

    private SettingsText() {}

    /** {@code complex, 512x512 RGB, average pooling, dropout 0.2}. */
    public static String model(ModelSettings model) {
        return "%s, %dx%d %s%s, %s pooling, dropout %s"
                .formatted(
                        word(model.architecture()),
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
    public static String training(TrainingConfig config) {
        OptimizerSettings optimizer = config.optimizer();
        return "%s, learning rate %s, weight decay %s%s, batch %d, epochs up to %d, %s, augment %s%s, seed %d"
                .formatted(
                        word(optimizer.kind()),
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
    public static String device(String description, Precision precision) {
        return precision == Precision.FP32 ? description : "%s, %s".formatted(description, precision);
    }

    /** A constant as the command line takes it: {@code adamw}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Bytes as people count them: {@code 4.6 GiB}, {@code 300 MiB}. */
    public static String size(long bytes) {
        return bytes < BYTES_PER_GIB
                ? "%d MiB".formatted(Math.ceilDiv(bytes, BYTES_PER_MIB))
                : "%.1f GiB".formatted(bytes / BYTES_PER_GIB);
    }

    private static String clipping(double norm) {
        return Double.isInfinite(norm) ? "" : ", clip norm " + number(norm);
    }

    /** As they are typed: {@code flip=0.5,rotate=15}. */
    public static String augmentations(List<Augmentation> augmentations) {
        return augmentations.isEmpty()
                ? "none"
                : augmentations.stream().map(SettingsText::typed).collect(Collectors.joining(","));
    }

    private static String typed(Augmentation augmentation) {
        return augmentation.toString().replaceAll("\\((.*?)(\\.0)?\\)", "=$1");
    }

    /** Without an exponent: {@code 0.00001}. */
    public static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
