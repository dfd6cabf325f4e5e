package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Precision;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.StandIn;
import dev.menny.trainer.train.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code --device}, {@code --precision} and {@code --deterministic}, on the reference and on what stands in for a GPU. */
class DeviceOptionsTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path pictures;
    /** Three epochs on the reference, never interrupted. */
    private static Path inFp32;

    private Path weights;
    private Path checkpoints;

    @BeforeAll
    static void trainOnReference() {
        pictures = ShapePictures.write(shared.resolve("shapes"), 9, 1);
        inFp32 = shared.resolve("whole.safetensors");
        assertThat(begin(inFp32, "reference", "--epochs", 3).exitCode()).isZero();
    }

    @BeforeEach
    void name() {
        weights = folder.resolve("shapes.safetensors");
        checkpoints = folder.resolve("shapes.checkpoints");
    }

    private static CommandRun begin(Path out, String device, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", pictures, "--model", "simple", "--size", 16, "--grey"));
        words.addAll(List.of("--batch", 8, "--lr", 0.002, "--checkpoint", 1, "--out", out, "--device", device));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private CommandRun resume(String device, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--resume", checkpoints, "--force", "--device", device));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private static void expectOneLine(CommandRun run, String... hints) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hints).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void aTrainingTellsItsPrecisionWhereItIsNotFp32() throws IOException {
        CommandRun run = begin(weights, StandIn.NAME, "--epochs", 1);

        String device = StandIn.DESCRIPTION + ", tf32";
        assertThat(run.err()).isEmpty();
        assertThat(run.lines()).contains("device    " + device);
        assertThat(folder.resolve("shapes.report/report.md")).content().contains("| device | " + device + " |");
        assertThat(CommandRun.of("summary", weights).lines()).anyMatch(line -> line.matches("precision +tf32"));
        assertThat(CheckpointFolder.precision(checkpoints)).isEqualTo(Precision.TF32);
    }

    @Test
    void inFp32ThereIsNothingToTell() throws IOException {
        CommandRun run = begin(weights, StandIn.NAME, "--epochs", 3, "--precision", "fp32");

        assertThat(run.lines()).contains("device    " + StandIn.DESCRIPTION);
        assertThat(CommandRun.of("summary", weights).out()).doesNotContain("precision");
        assertThat(Files.mismatch(weights, inFp32))
                .as("nor is anything other than on a CPU")
                .isEqualTo(-1);
    }

    @Test
    void jsonNamesDeviceAndPrecision() {
        JsonNode done = begin(weights, StandIn.NAME, "--epochs", 1, "--precision", "bf16", "--json")
                .json()
                .getLast();
        JsonNode evaluation = CommandRun.of("evaluate", weights, pictures, "--device", StandIn.NAME, "--json")
                .json()
                .getFirst();

        assertThat(done.get("device").asString()).isEqualTo(StandIn.DESCRIPTION);
        assertThat(done.get("precision").asString()).isEqualTo("bf16");
        assertThat(evaluation.get("device").asString()).isEqualTo(StandIn.DESCRIPTION);
        assertThat(evaluation.get("precision").asString()).isEqualTo("tf32");
    }

    @Test
    void allCommandsThatComputeHandTheirOptionsOn() {
        begin(weights, StandIn.NAME, "--epochs", 1, "--precision", "bf16", "--deterministic", "--threads", 3);
        assertThat(StandIn.latest().options())
                .hasToString("BackendOptions[threads=3, precision=bf16, deterministic=true]");

        CommandRun evaluation = CommandRun.of(
                "evaluate", weights, pictures, "--device", StandIn.NAME, "--precision", "BF16", "--threads", 1);
        assertThat(StandIn.latest().options())
                .hasToString("BackendOptions[threads=1, precision=bf16, deterministic=false]");
        assertThat(evaluation.lines()).contains("device    " + StandIn.DESCRIPTION + ", bf16");

        CommandRun prediction = CommandRun.of(
                "predict", weights, pictures, "--device", StandIn.NAME, "--deterministic", "--threads", 2);
        assertThat(StandIn.latest().options())
                .hasToString("BackendOptions[threads=2, precision=auto, deterministic=true]");
        assertThat(prediction.exitCode()).isZero();
        assertThat(StandIn.latest().steps()).as("27 pictures are one batch").isEqualTo(1);
    }

    @Test
    void helpNamesTheGpuAndThePrecisions() {
        for (String command : List.of("train", "evaluate", "predict")) {
            assertThat(CommandRun.of(command, "--help").out())
                    .contains("--device=auto|cpu|cuda|scalar|reference", "--precision=auto|fp32|tf32|bf16", "--determ");
        }
    }

    @Test
    void whatBeganInFp32GoesOnSoOnAGpu() throws IOException {
        begin(weights, "reference", "--epochs", 2);

        CommandRun run = resume(StandIn.NAME, "--epochs", 3);

        assertThat(run.err()).isEmpty();
        assertThat(StandIn.latest().options().precision()).isEqualTo(Precision.FP32);
        assertThat(run.lines()).contains("device    " + StandIn.DESCRIPTION);
        assertThat(Files.mismatch(weights, inFp32)).isEqualTo(-1);
    }

    @Test
    void whatBeganOnAGpuGoesOnThereAsItBegan() throws IOException {
        begin(weights, StandIn.NAME, "--epochs", 1, "--precision", "bf16", "--deterministic");

        CommandRun run = resume(StandIn.NAME, "--epochs", 2);

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(StandIn.latest().options().precision()).isEqualTo(Precision.BF16);
        assertThat(StandIn.latest().options().deterministic()).isTrue();
        assertThat(CheckpointFolder.precision(checkpoints)).isEqualTo(Precision.BF16);
    }

    @Test
    void anotherPrecisionMustBeAskedFor() throws IOException {
        begin(weights, StandIn.NAME, "--epochs", 1);

        expectOneLine(
                resume("reference", "--epochs", 2),
                "the reference computes in fp32, not in tf32",
                "this training has computed in tf32 so far; name another --precision to go on in that one");
        assertThat(CheckpointFolder.precision(checkpoints)).isEqualTo(Precision.TF32);

        CommandRun asked = resume("reference", "--epochs", 2, "--precision", "fp32");
        assertThat(asked.err())
                .isEqualTo("menny: this training has computed in tf32 so far, and goes on in fp32%n".formatted());
        assertThat(asked.lines()).contains("resumed   in epoch 2 after step 0");
        assertThat(asked.exitCode()).isZero();

        CommandRun later = resume("reference", "--epochs", 3);
        assertThat(later.err()).as("what was asked for is remembered").isEmpty();
        assertThat(later.exitCode()).isZero();
    }

    @Test
    void aGpuWithoutRoomEndsATrainingAndLosesNothing() throws IOException {
        begin(weights, StandIn.NAME, "--epochs", 1);
        byte[] before = Files.readAllBytes(weights);
        List<Path> kept = new CheckpointFolder(checkpoints).files();
        assertThat(kept).hasSize(1);

        CommandRun run = StandIn.withRoom(1000, () -> resume(StandIn.NAME, "--epochs", 2));

        assertThat(run.err()).matches("menny: no room for [\\d,]+ elements for the parameters: lower the batch\\R");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(weights).hasBinaryContent(before);
        assertThat(new CheckpointFolder(checkpoints).files()).isEqualTo(kept);
        assertThat(resume(StandIn.NAME, "--epochs", 2).exitCode()).isZero();
    }

    @Test
    void aGpuWithoutRoomSaysSoToOthersToo() {
        CommandRun evaluation = StandIn.withRoom(
                1000, () -> CommandRun.of("evaluate", inFp32, pictures, "--device", StandIn.NAME, "--json"));
        CommandRun prediction =
                StandIn.withRoom(1000, () -> CommandRun.of("predict", inFp32, pictures, "--device", StandIn.NAME));

        expectOneLine(evaluation, "no room for");
        expectOneLine(prediction, "no room for");
        assertThat(evaluation.out() + prediction.out()).isEmpty();
    }
}
