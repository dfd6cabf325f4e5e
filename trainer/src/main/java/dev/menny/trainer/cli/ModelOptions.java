package dev.menny.trainer.cli;

import dev.menny.backend.Pooling;
import dev.menny.io.Fit;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureSize;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.ModelSettings;
import dev.menny.trainer.train.Normalization;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.TrainingConfig;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--size",
            paramLabel = "N|WxH",
            converter = SizeText.class,
            description = "Width and height that pictures are brought to (default: " + Preset.SIZE + ").")
    @Nullable
    PictureSize size;

    @Option(
            names = "--fit",
            paramLabel = "crop|squash|pad",
            description = "How pictures of other proportions get there: their middle, squashed, or with bars"
                    + " (default: crop).")
    @Nullable
    Fit fit;

    @Option(names = "--grey", description = "Use brightness alone, not colours.")
    boolean grey;

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
        return architecture != null
                || preset != null
                || size != null
                || fit != null
                || normalization != null
                || grey
                || pooling != null;
    }

    private PictureFormat format() {
        PictureSize wanted = Given.or(size, new PictureSize(Preset.SIZE, Preset.SIZE));
        return UserError.unlessRefused(
                () -> new PictureFormat(wanted.height(), wanted.width(), grey ? 1 : 3, Given.or(fit, Fit.CROP)));
    }

    /** The preset's settings, with the network changed as asked. */
    TrainingConfig config(@Nullable Float dropout) {
        TrainingConfig base =
                Given.or(preset, Preset.STANDARD).config(Given.or(architecture, Preset.ARCHITECTURE), format());
        ModelSettings model = base.model();
        return base.withModel(new ModelSettings(
                model.architecture(),
                model.format(),
                Given.or(normalization, model.normalization()),
                Given.or(pooling, model.pooling()),
                Given.or(dropout, model.dropout())));
    }
}
