package dev.menny.trainer.cli;

import dev.menny.io.Fit;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureSize;
import dev.menny.trainer.train.Preset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What pictures are brought to. */
final class PictureOptions {
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

    /** True if any of these options was given. */
    boolean isGiven() {
        return size != null || fit != null || grey;
    }

    PictureFormat format() {
        PictureSize wanted = Given.or(size, new PictureSize(Preset.SIZE, Preset.SIZE));
        return UserError.unlessRefused(
                () -> new PictureFormat(wanted.height(), wanted.width(), grey ? 1 : 3, Given.or(fit, Fit.CROP)));
    }
}
