package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.io.Weights;
import dev.menny.nn.Layer;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.train.Normalization;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class NormalizationTextTest {
    @TempDir
    Path folder;

    private static Normalization normalization(String typed) {
        return new NormalizationText().convert(typed);
    }

    @Test
    void meanComesBeforeDeviation() {
        assertThat(normalization("0.5,0.25")).isEqualTo(new Normalization(0.5f, 0.25f));
        assertThat(normalization("-1,1e-3")).isEqualTo(new Normalization(-1, 0.001f));
        assertThat(normalization("none")).isEqualTo(Normalization.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.5", "0.5,", ",", "0.5,0.25,1", "NONE", "half,quarter"})
    void otherTextsAreRefused(String typed) {
        assertThatThrownBy(() -> normalization(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is not none, nor a mean and a deviation such as 0.5,0.25", typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.5,0", "0.5,-1", "NaN,1", "0,NaN", "Infinity,1"})
    void numbersThatNormalizeNothingAreRefused(String typed) {
        assertThatThrownBy(() -> normalization(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("a finite mean and a finite deviation above 0");
    }

    @Test
    void itTravelsWithTheModel() throws IOException {
        Path pictures = ShapePictures.write(folder.resolve("shapes"), 5, 1);
        Path out = folder.resolve("w.safetensors");
        CommandRun run = train(pictures, out, "0.5,0.25");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("simple, 16x16 RGB, normalized by 0.5,0.25, average pooling");
        Layer first = Weights.describe(out).model().layers().getFirst();
        assertThat(first.config()).hasToString("Normalize(mean=0.5, deviation=0.25)");
        assertThat(CommandRun.of("summary", out).lines())
                .anyMatch(line -> line.contains("Normalize") && line.contains("[N=1,H=16,W=16,C=3]"));
        assertThat(CommandRun.onReference("predict", out, pictures).exitCode()).isZero();
    }

    @Test
    void withoutItThereIsNoSuchLayer() throws IOException {
        Path out = folder.resolve("w.safetensors");
        train(ShapePictures.write(folder.resolve("shapes"), 5, 1), out, "none");

        assertThat(CommandRun.of("summary", out).out())
                .contains("ConvBlock")
                .doesNotContain("Normalize")
                .doesNotContain("normalized");
    }

    private static CommandRun train(Path pictures, Path out, String normalization) {
        return CommandRun.onReference(
                "train",
                pictures,
                "--model",
                "simple",
                "--size",
                16,
                "--batch",
                8,
                "--epochs",
                1,
                "--normalize",
                normalization,
                "--out",
                out);
    }
}
