package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.io.SavedModel;
import dev.menny.io.Weights;
import dev.menny.tensor.Parameter;
import dev.menny.trainer.ShapePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class TrainCommandTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path pictures;
    private static Path weights;
    private static CommandRun training;

    @BeforeAll
    static void train() {
        pictures = ShapePictures.write(shared.resolve("shapes"), 15, 1);
        weights = shared.resolve("shapes.safetensors");
        training = train(weights, "--epochs", 12, "--lr", 0.002, "--json");
    }

    private static CommandRun train(Path out, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("train", pictures, "--model", "simple", "--size", 16, "--batch", 8, "--out", out));
        words.addAll(List.of(more));
        return CommandRun.onReference(words.toArray());
    }

    @Test
    void learnsASmallDataSetWithinSeconds() {
        assertThat(training.err()).isEmpty();
        assertThat(training.exitCode()).isZero();
        JsonNode done = training.json().getLast();
        assertThat(done.get("val_accuracy").asDouble()).isGreaterThanOrEqualTo(0.9);
        assertThat(weights).isNotEmptyFile();
    }

    @Test
    void printsTheAgreedJsonAndNothingElse() {
        List<JsonNode> events = training.json();

        assertThat(events).hasSize(13);
        for (int i = 0; i < 12; i++) {
            JsonNode epoch = events.get(i);
            assertThat(epoch.propertyNames())
                    .containsExactly(
                            "event",
                            "epoch",
                            "train_loss",
                            "train_accuracy",
                            "val_loss",
                            "val_accuracy",
                            "images_per_s",
                            "seconds");
            assertThat(epoch.get("event").asString()).isEqualTo("epoch");
            assertThat(epoch.get("epoch").asInt()).isEqualTo(i + 1);
            assertThat(epoch.get("train_accuracy").asDouble()).isBetween(0.0, 1.0);
        }
        JsonNode done = events.getLast();
        assertThat(done.propertyNames())
                .containsSubsequence("event", "best_epoch", "val_accuracy", "weights", "seconds")
                .doesNotContain("test_accuracy");
        assertThat(done.get("event").asString()).isEqualTo("done");
        assertThat(done.get("weights").asString()).isEqualTo(weights.toString());
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertThat(done.get("peak_rss_mib").asLong()).isPositive();
        }
        JsonNode best = events.get(done.get("best_epoch").asInt() - 1);
        assertThat(done.get("val_accuracy")).isEqualTo(best.get("val_accuracy"));
        assertThat(events.subList(0, 12))
                .allSatisfy(epoch -> assertThat(epoch.get("val_loss").asDouble())
                        .isGreaterThanOrEqualTo(best.get("val_loss").asDouble()));
    }

    @Test
    void predictFindsTheClassesAgain() {
        CommandRun run = CommandRun.onReference("predict", weights, pictures, "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json()).hasSize(45);
        long right = run.json().stream()
                .filter(answer -> answer.get("file")
                        .asString()
                        .contains("/" + answer.get("label").asString() + "/"))
                .count();
        assertThat(right).isGreaterThanOrEqualTo(42);
    }

    @Test
    void summaryTellsWhatAFileHolds() {
        CommandRun run = CommandRun.of("summary", weights);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("disc, square, triangle", "simple, 16x16 RGB", "learning rate 0.002", "71,139");
    }

    @Test
    void equalSeedsGiveEqualFiles() throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        Path other = folder.resolve("other.safetensors");
        train(first, "--epochs", 2, "--threads", 1);
        train(second, "--epochs", 2, "--threads", 2);
        train(other, "--epochs", 2, "--seed", 43);

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
        assertThat(Files.mismatch(first, other)).isNotEqualTo(-1);
    }

    @Test
    void clipsGradientsWhenTold() throws IOException {
        Path free = folder.resolve("free.safetensors");
        Path clipped = folder.resolve("clipped.safetensors");
        Path wide = folder.resolve("wide.safetensors");
        train(free, "--epochs", 1, "--optimizer", "sgd");
        CommandRun run = train(clipped, "--epochs", 1, "--optimizer", "sgd", "--clip-norm", 0.01);
        train(wide, "--epochs", 1, "--optimizer", "sgd", "--clip-norm", 1e6);

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("clip norm 0.01");
        assertThat(CommandRun.of("summary", clipped).out()).contains("clip norm 0.01");
        assertThat(CommandRun.of("summary", free).out()).doesNotContain("clip");
        assertThat(weights(clipped)).isNotEqualTo(weights(free));
        assertThat(weights(wide)).as("no gradient is that long").isEqualTo(weights(free));
    }

    /** All that a file holds but its notes. */
    private static List<Float> weights(Path file) throws IOException {
        List<Float> weights = new ArrayList<>();
        try (Backend backend = Backends.open("reference");
                SavedModel saved = Weights.load(file, backend)) {
            for (Parameter parameter : saved.model().parameters().values()) {
                for (float value : parameter.value().toArray()) {
                    weights.add(value);
                }
            }
        }
        return weights;
    }

    @Test
    void printsOneLinePerEpochWhereNobodyWatches() {
        CommandRun run = train(folder.resolve("w.safetensors"), "--epochs", 3, "--grey", "--pool", "max");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).doesNotContain("\r").doesNotContain("\u001b");
        assertThat(run.lines())
                .filteredOn(line -> line.matches(" +\\d/3 +\\d.*"))
                .hasSize(3);
        assertThat(run.out())
                .contains(
                        "45 pictures, 16x16",
                        "disc 15, square 15, triangle 15",
                        "simple, 16x16 grey, max pooling",
                        "reference",
                        "kept (*): validation accuracy",
                        "saved " + folder.resolve("w.safetensors"));
    }

    @Test
    void learnsOnlyTheClassesAskedFor() {
        Path out = folder.resolve("two.safetensors");
        train(out, "--epochs", 1, "--classes", "triangle,disc");

        assertThat(CommandRun.of("summary", out).lines()).anyMatch(line -> line.matches("classes +disc, triangle"));
    }

    @Test
    void trainsWithoutValidationPictures() {
        CommandRun run = train(folder.resolve("w.safetensors"), "--epochs", 2, "--val-fraction", 0, "--json");

        assertThat(run.exitCode()).isZero();
        assertThat(run.json())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.has("val_accuracy")).isFalse());
        assertThat(run.json().getLast().get("best_epoch").asInt()).isEqualTo(2);
    }

    @Test
    void leavesAFileThatExistsAlone() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious.safetensors"), "years of work");
        CommandRun run = train(precious, "--epochs", 1);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("menny: ").contains("--force");
        assertThat(run.out()).isEmpty();
        assertThat(precious).hasContent("years of work");
    }

    @Test
    void overwritesAFileWhenTold() throws IOException {
        Path old = Files.writeString(folder.resolve("old.safetensors"), "old");
        CommandRun run = train(old, "--epochs", 1, "--force");

        assertThat(run.exitCode()).isZero();
        assertThat(CommandRun.of("summary", old).exitCode()).isZero();
    }

    @Test
    void advisesWhenTheLossRunsAway() {
        CommandRun run = train(folder.resolve("w.safetensors"), "--optimizer", "sgd", "--lr", "1e30", "--json");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("menny: training diverged")
                .contains("epoch 1 at step 2", "lower the learning rate (--lr)");
        assertThat(folder.resolve("w.safetensors")).doesNotExist();
    }

    @Test
    void helpShowsTheDefaultsOfEachPreset() {
        CommandRun run = CommandRun.of("train", "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "--clip-norm",
                        "Examples:",
                        "menny train --model simple --size 128",
                        "(default: menny.safetensors)")
                .containsPattern("--lr +\\S+ +\\S+ +0\\.00001\\R")
                .containsPattern("--epochs +\\d+ +\\d+ +100\\R");
    }
}
