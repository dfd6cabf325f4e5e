package dev.menny.trainer.cli;

import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The end of {@code menny train --help}: what each preset sets, and examples. */
final class TrainHelp {
    private static final String ROW = "  %-15s %-18s %-18s %s";

    private TrainHelp() {}

    static String[] footer() {
        List<String> lines = new ArrayList<>();
        lines.add("Defaults:");
        lines.add(ROW.formatted("", "complex", "simple", "--preset menny"));
        lines.add(row("--epochs", config -> "" + config.epochs()));
        lines.add(row("--batch", config -> "" + config.batch()));
        lines.add(row(
                "--optimizer", config -> SettingsText.word(config.optimizer().kind())));
        lines.add(row("--lr", config -> SettingsText.number(config.optimizer().learningRate())));
        lines.add(row(
                "--weight-decay",
                config -> SettingsText.number(config.optimizer().weightDecay())));
        lines.add(row("--dropout", config -> "" + config.model().dropout()));
        lines.add(row("--patience", config -> "" + config.patience()));
        lines.add(row("--augment", config -> SettingsText.augmentations(config.augmentations())));
        lines.add(row("--val-fraction", config -> SettingsText.number(config.validationFraction())));
        lines.add(row("--class-weights", config -> SettingsText.word(config.classWeights())));
        lines.add(row("--seed", config -> "" + config.seed()));
        lines.addAll(List.of(
                "",
                "Examples:",
                "  menny train                                 the portraits, full size",
                "  menny train --model simple --size 128       a first look within a minute",
                "  menny train photos --classes cat,dog --out pets.safetensors",
                "  menny train photos --augment flip,rotate=25 --lr 0.0003 --patience 15"));
        return lines.toArray(String[]::new);
    }

    /** A value that all presets, or both networks, share is shown once. */
    private static String row(String option, Function<TrainingConfig, String> value) {
        List<String> values = Stream.of(
                        Preset.STANDARD.config(Architecture.COMPLEX, Preset.FORMAT),
                        Preset.STANDARD.config(Architecture.SIMPLE, Preset.FORMAT),
                        Preset.MENNY.config(Architecture.COMPLEX, Preset.FORMAT))
                .map(value)
                .toList();
        if (values.stream().distinct().count() == 1) {
            return ROW.formatted(option, values.getFirst(), "", "").stripTrailing();
        }
        return values.get(0).equals(values.get(1))
                ? "  %-15s %-37s %s".formatted(option, values.get(0), values.get(2))
                : ROW.formatted(option, values.get(0), values.get(1), values.get(2));
    }
}
