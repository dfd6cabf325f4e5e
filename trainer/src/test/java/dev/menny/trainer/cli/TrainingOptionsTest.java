package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.io.Fit;
import dev.menny.io.Weights;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A model that learns from windows of a share of each side looks at that share about the middle when it judges. */
class TrainingOptionsTest {
    @TempDir
    Path folder;

    @Command
    private static final class Anything {
        @Mixin
        private ModelOptions model = new ModelOptions();

        @Mixin
        private TrainingOptions training = new TrainingOptions();
    }

    private static TrainingConfig config(String... words) {
        Anything command = new Anything();
        new CommandLine(command)
                .registerConverter(Fit.class, Choice.ofEnum(Fit.class))
                .parseArgs(words);
        return command.training.config(command.model);
    }

    private static PictureFormat format(String... words) {
        return config(words).model().format();
    }

    @Test
    void aCropSaysHowCloseToLook() {
        assertThat(format("--augment", "flip,crop=0.85").centre()).isEqualTo(0.85);
        assertThat(format("--augment", "crop").centre()).isEqualTo(0.9);
        assertThat(format("--augment", "flip,rotate").centre()).isEqualTo(1);
        assertThat(format("--augment", "area-crop=0.5").centre()).isEqualTo(1);
        assertThat(format("--augment", "none").centre()).isEqualTo(1);
    }

    @Test
    void theRestOfTheFormatStaysAsTyped() {
        assertThat(format("--augment", "crop=0.5", "--size", "96x64", "--fit", "pad"))
                .isEqualTo(new PictureFormat(64, 96, 3, Fit.PAD).withCentre(0.5));
    }

    @Test
    void theSavedModelKeepsIt() throws IOException {
        Path pictures = ShapePictures.write(folder.resolve("shapes"), 5, 1);
        Path out = folder.resolve("w.safetensors");
        CommandRun run = CommandRun.onReference(
                "train",
                pictures,
                "--model",
                "simple",
                "--size",
                8,
                "--epochs",
                1,
                "--augment",
                "crop=0.85",
                "--out",
                out);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Weights.describe(out).card().preprocessing().centre()).isEqualTo(0.85);
    }
}
