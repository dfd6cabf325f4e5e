package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --init}: a training that begins where an earlier one ended. */
class InitTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path pictures;
    private static Path taught;

    @BeforeAll
    static void teach() {
        pictures = ShapePictures.write(shared.resolve("shapes"), 15, 1);
        taught = shared.resolve("taught.safetensors");
        CommandRun teaching = train(pictures, taught, "--epochs", 12, "--lr", 0.002, "--json");
        assertThat(accuracy(teaching)).as("what the tests below rest upon").isGreaterThanOrEqualTo(0.9);
    }

    private static CommandRun train(Path data, Path out, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("train", data, "--size", 16, "--batch", 8, "--checkpoint", "none"));
        words.addAll(List.of("--out", out));
        if (!List.of(more).contains("--model")) {
            words.addAll(List.of("--model", "simple"));
        }
        words.addAll(List.of(more));
        return CommandRun.onReference(words.toArray());
    }

    /** Trains with steps too small to learn anything. */
    private CommandRun barelyTrain(Path data, Object... more) {
        List<Object> words = new ArrayList<>(List.of("--epochs", 1, "--lr", "1e-12"));
        words.addAll(List.of(more));
        return train(data, folder.resolve("new.safetensors"), words.toArray());
    }

    private static double accuracy(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json().getLast().get("val_accuracy").asDouble();
    }

    private void expectOneLine(CommandRun run, String... hints) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hints).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("new.safetensors")).doesNotExist();
    }

    @Test
    void whatWasLearntIsThereFromTheStart() {
        CommandRun run = barelyTrain(pictures, "--init", taught, "--json");

        assertThat(accuracy(run)).isGreaterThanOrEqualTo(0.9);
        assertThat(run.err()).isEqualTo("menny: begins with the weights of %s%n".formatted(taught));
        assertThat(CommandRun.of("summary", folder.resolve("new.safetensors")).exitCode())
                .isZero();
    }

    @Test
    void withoutItNothingIsThere() {
        assertThat(accuracy(barelyTrain(pictures, "--json"))).isLessThan(0.8);
    }

    @Test
    void forOtherClassesTheLastLayerStartsAnew() {
        CommandRun run = barelyTrain(pictures, "--init", taught, "--classes", "disc,triangle");

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .anyMatch(line -> line.matches(
                        "begins +with the weights of %s; the last layer \\(layers\\.\\d: 3 -> 2".formatted(taught)
                                + " classes\\) starts anew"));
    }

    @Test
    void asManyClassesMayStillBeOthers() throws IOException {
        Path others = ShapePictures.write(folder.resolve("others"), 5, 2);
        Files.move(others.resolve("disc"), others.resolve("ball"));

        CommandRun run = barelyTrain(others, "--init", taught);

        assertThat(run.lines())
                .contains("begins    with the weights of %s; as many classes as here, but perhaps others"
                        .formatted(taught));
    }

    @Test
    void aNetworkThatIsNormalizedOtherwiseIsRefusedBeforeAnythingIsDone() {
        expectOneLine(
                barelyTrain(pictures, "--init", taught, "--normalize", "0.5,0.25"),
                "is of a network without --normalize: train this one likewise");
    }

    @Test
    void weightsForAResumedTrainingAreAContradiction() {
        expectOneLine(barelyTrain(pictures, "--init", taught, "--resume", taught), "leave out --init");
    }

    @Test
    void anotherNetworkIsRefusedNamingTheFirstTensorThatDiffers() {
        expectOneLine(
                barelyTrain(pictures, "--init", taught, "--model", "complex", "--json"),
                taught.toString(),
                "'layers.0.weight'");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        expectOneLine(
                barelyTrain(pictures, "--init", folder.resolve("nowhere.safetensors"), "--json"),
                "no file or folder",
                "nowhere.safetensors");
    }

    @Test
    void aFileThatHoldsNoWeightsIsNamed() {
        expectOneLine(barelyTrain(pictures, "--init", pictures.resolve("disc/00.png"), "--json"), "00.png");
    }
}
