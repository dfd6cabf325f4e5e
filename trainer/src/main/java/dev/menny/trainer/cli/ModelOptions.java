package dev.menny.trainer.cli;

import dev.menny.backend.Pooling;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.ModelSettings;
import dev.menny.trainer.train.Normalization;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.TrainingConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network. What is not given comes from the preset. */
final class ModelOptions {
    @Option(names = "--model", paramLabel = "simple|complex", description = "The network (default: complex).")
    @Nullable
    Architecture architecture;

    @Option(
            names = "--preset",
            paramLabel = "standard|menny",
            description = "Where all other settings come from unless given: tuned ones, or those that Menny was"
                    + " published with (default: standard).")
    @Nullable
    Preset preset;

    @Mixin
    PictureOptions pictures = new PictureOptions();

    @Option(
            names = "--normalize",
            paramLabel = "none|MEAN,DEVIATION",
            converter = NormalizationText.class,
            description = "Centre pixels, which lie in 0 to 1, before the first convolution, e.g. 0.5,0.25"
                    + " (default: none).")
    @Nullable
    Normalization normalization;

    @Option(names = "--pool", paramLabel = "avg|max", description = "How 2x2 pixels become one (default: avg).")
    @Nullable
    Pooling pooling;

    /** True if any of these options was given. */
    boolean isGiven() {
        return architecture != null || preset != null || pictures.isGiven() || normalization != null || pooling != null;
    }

    /** The preset's settings, with the network changed as asked. */
    TrainingConfig config(@Nullable Float dropout) {
        TrainingConfig base = Given.or(preset, Preset.STANDARD)
                .config(Given.or(architecture, Preset.ARCHITECTURE), pictures.format());
        ModelSettings model = base.model();
        return base.withModel(new ModelSettings(
                model.architecture(),
                model.format(),
                Given.or(normalization, model.normalization()),
                Given.or(pooling, model.pooling()),
                Given.or(dropout, model.dropout())));
    }
}
