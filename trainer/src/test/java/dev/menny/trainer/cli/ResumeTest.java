package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code train --resume}, as it is typed. */
class ResumeTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path pictures;
    private static Path uninterrupted;
    /** Of a training that no test goes on with. */
    private static Path precious;

    private static Path preciousCheckpoints;

    private Path weights;
    private Path checkpoints;

    @BeforeAll
    static void trainWithoutInterruption() {
        pictures = ShapePictures.write(shared.resolve("shapes"), 9, 1);
        uninterrupted = shared.resolve("whole.safetensors");
        assertThat(begin(uninterrupted, "--epochs", 4).exitCode()).isZero();
        precious = shared.resolve("precious.safetensors");
        preciousCheckpoints = shared.resolve("precious.checkpoints");
        assertThat(begin(precious, "--epochs", 1).exitCode()).isZero();
    }

    @BeforeEach
    void name() {
        weights = folder.resolve("shapes.safetensors");
        checkpoints = folder.resolve("shapes.checkpoints");
    }

    private static CommandRun begin(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", pictures, "--model", "simple", "--size", 16, "--grey"));
        // Left to itself, a training whose epochs are over in a moment would leave some checkpoints out.
        words.addAll(List.of("--batch", 8, "--lr", 0.002, "--checkpoint", 1, "--out", out));
        words.addAll(List.of(more));
        return CommandRun.onReference(words.toArray());
    }

    private static CommandRun resume(Path checkpoint, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--resume", checkpoint));
        words.addAll(List.of(more));
        return CommandRun.onReference(words.toArray());
    }

    /** Refused, and nothing of the earlier training is lost. */
    private static void expectRefusal(CommandRun run, String... hints) throws IOException {
        expectOneLine(run, hints);
        assertThat(CommandRun.of("summary", precious).exitCode()).isZero();
        assertThat(new CheckpointFolder(preciousCheckpoints).files())
                .singleElement()
                .extracting(Path::getFileName)
                .hasToString("step-000003.safetensors");
    }

    private static void expectOneLine(CommandRun run, String... hints) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hints).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void moreEpochsEndAsIfThereHadBeenNoBreak() throws IOException {
        begin(weights, "--epochs", 2);

        CommandRun run = resume(checkpoints, "--epochs", 4, "--force");

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        // Where pictures are, where weights go and all settings were typed when it began.
        assertThat(run.lines())
                .contains("resumed   in epoch 3 after step 0", "weights   " + weights)
                .anyMatch(line -> line.matches("data +" + pictures + ": 27 pictures.*"))
                .filteredOn(line -> line.matches(" +\\d/4 .*"))
                .hasSize(2);
        assertThat(Files.mismatch(weights, uninterrupted)).isEqualTo(-1);
    }

    @Test
    void onceBrokenOffItMayBeBrokenOffAgain() throws IOException {
        begin(weights, "--epochs", 1);
        assertThat(resume(checkpoints, "--epochs", 3, "--force").exitCode()).isZero();

        // The checkpoints of the second part remember what was typed for the first.
        assertThat(resume(checkpoints, "--epochs", 4, "--force").exitCode()).isZero();

        assertThat(Files.mismatch(weights, uninterrupted)).isEqualTo(-1);
    }

    @Test
    void goesOnClipping() throws IOException {
        Path whole = folder.resolve("whole.safetensors");
        begin(whole, "--epochs", 3, "--clip-norm", 0.1);
        begin(weights, "--epochs", 2, "--clip-norm", 0.1);

        assertThat(resume(checkpoints, "--epochs", 3, "--force").exitCode()).isZero();

        assertThat(Files.mismatch(weights, whole)).isEqualTo(-1);
        expectOneLine(
                resume(checkpoints, "--epochs", 4, "--force", "--clip-norm", 0.2), "clip norm 0.1", "clip norm 0.2");
    }

    @Test
    void aFinishedTrainingGivesItsWeightsAgain() throws IOException {
        begin(weights, "--epochs", 4);
        Files.delete(weights);

        assertThat(resume(checkpoints).exitCode()).isZero();

        assertThat(Files.mismatch(weights, uninterrupted)).isEqualTo(-1);
    }

    @Test
    void theResultMayGoElsewhere() throws IOException {
        begin(weights, "--epochs", 2);
        byte[] before = Files.readAllBytes(weights);
        Path other = folder.resolve("longer.safetensors");

        assertThat(resume(checkpoints, "--epochs", 4, "--out", other).exitCode())
                .isZero();

        assertThat(Files.mismatch(other, uninterrupted)).isEqualTo(-1);
        assertThat(weights).hasBinaryContent(before);
        assertThat(new CheckpointFolder(folder.resolve("longer.checkpoints")).files())
                .isNotEmpty();
    }

    @Test
    void finishedWeightsAreNotOverwrittenUnasked() throws IOException {
        expectRefusal(resume(preciousCheckpoints, "--epochs", 2), "precious.safetensors' exists", "--force");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--lr; 0.5; made with optimizer AdamW(learning rate 0.002, ; here it is AdamW(learning rate 0.5, ",
                "--clip-norm; 0.5; made with optimizer AdamW(learning rate 0.002, ; , clip norm 0.5): give the same",
                "--batch; 4; made with batch 8,; here it is 4",
                "--augment; none; made with augmentation [; here it is []",
                "--size; 32; made with pictures 16x16; here it is 32x32",
                "--pool; max; made with layers.0 ConvBlock(; here it is ConvBlock(",
                "--seed; 1; made with seed 42; here it is 1",
                "--class-weights; balanced; made with loss softmax cross-entropy,; class weights [1.0, 1.0, 1.0]"
            })
    void aDifferenceIsNamedInOneLine(String option, String value, String before, String here) throws IOException {
        CommandRun run = resume(preciousCheckpoints, "--epochs", 2, "--force", "--json", option, value);

        expectRefusal(run, before, here, "give the same again, or start anew without --resume");
    }

    @Test
    void otherPicturesAreNamed() throws IOException {
        Path fewer = ShapePictures.write(folder.resolve("fewer"), 3, 1);
        Path recoloured = ShapePictures.write(folder.resolve("recoloured"), 9, 1);
        Path changed = recoloured.resolve("disc/03.png");
        byte[] bytes = Files.readAllBytes(changed);
        // Within the checksum of the end mark, which nobody reads.
        bytes[bytes.length - 1] ^= 1;
        Files.write(changed, bytes);

        expectRefusal(resumeOn(fewer), "made with 27 pictures, here are 9");
        expectRefusal(resumeOn(recoloured), "made with contents of the pictures");
    }

    private static CommandRun resumeOn(Path others) {
        return CommandRun.onReference("train", others, "--resume", preciousCheckpoints, "--force", "--json");
    }

    @Test
    void whatIsNoCheckpointIsRefusedAtOnce() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        expectOneLine(resume(empty), "empty", "there is no whole checkpoint");
        expectOneLine(resume(folder.resolve("nowhere")), "no file or folder", "nowhere");
        expectOneLine(resume(precious), "precious.safetensors", "this is no checkpoint that can be resumed");
        expectOneLine(resume(pictures.resolve("disc/00.png")), "00.png");
    }

    @Test
    void aTrainingThatCannotBeginCostsNoCheckpoints() throws IOException {
        expectRefusal(begin(precious), "precious.safetensors' exists", "--force");
        expectRefusal(
                CommandRun.onReference("train", pictures, "--size", 18, "--out", precious, "--force"), "divisible");
        expectRefusal(
                CommandRun.of("train", pictures, "--size", 16, "--out", precious, "--force", "--device", "abacus"),
                "abacus");
    }

    @Test
    void aNewTrainingTakesThePlaceOfAnOlderOneOnlyWhenForced() throws IOException {
        begin(weights, "--epochs", 1);
        Files.delete(weights);

        expectOneLine(begin(weights, "--epochs", 1), "holds checkpoints of an earlier training", "--resume", "--force");
        assertThat(begin(weights, "--epochs", 1, "--seed", 7, "--force").exitCode())
                .isZero();
        Files.delete(weights);
        assertThat(resume(checkpoints, "--seed", 7).exitCode()).isZero();
    }
}
