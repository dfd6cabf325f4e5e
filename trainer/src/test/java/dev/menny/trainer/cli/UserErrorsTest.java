package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.menny.trainer.ShapePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user gets wrong: exit code 2 and one line that says what and how to mend it. */
class UserErrorsTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        ShapePictures.write(folder.resolve("shapes"), 3, 1);
        ShapePictures.write(folder.resolve("spoilt"), 3, 1);
        Files.writeString(folder.resolve("spoilt/disc/00.png"), "no picture");
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("one/disc"));
        Files.copy(folder.resolve("shapes/disc/00.png"), folder.resolve("one/disc/00.png"));
        Files.writeString(folder.resolve("text.txt"), "no weights");
        assertThat(trainShapes("--out " + folder.resolve("w.safetensors")).exitCode())
                .isZero();
    }

    /** {@code $} stands for the test's folder. */
    private static CommandRun run(String words) {
        return CommandRun.of((Object[])
                words.replace("$", folder.toString().replace(" ", "?")).split(" "));
    }

    private static CommandRun trainShapes(String options) {
        return run("train $/shapes --model simple --size 16 --epochs 1 --device reference --batch 4 " + options);
    }

    static Stream<Arguments> mistakesInTraining() {
        return Stream.of(
                arguments("--size 18", "divisible by 4"),
                arguments("--size 0", "at least 1"),
                arguments("--size -8", "at least 1"),
                arguments("--size 1000000", "smaller size"),
                arguments("--size big", "'--size'"),
                arguments("--epochs 0", "number of epochs must be at least 1"),
                arguments("--batch 0", "batch must be at least 1"),
                arguments("--batch 1.5", "'--batch'"),
                arguments("--patience -1", "patience must be at least 0"),
                arguments("--lr 0", "learning rate must be above 0"),
                arguments("--lr nan", "'--lr'"),
                arguments("--lr NaN", "learning rate must be above 0"),
                arguments("--weight-decay -1", "weight decay must be 0 or more"),
                arguments("--clip-norm 0", "clip norm must be above 0"),
                arguments("--clip-norm -1", "clip norm must be above 0"),
                arguments("--clip-norm NaN", "clip norm must be above 0"),
                arguments("--clip-norm much", "'--clip-norm'"),
                arguments("--dropout 1", "dropout"),
                arguments("--val-fraction 1", "below 1"),
                arguments("--val-fraction -0.1", "below 1"),
                arguments("--threads 0", "at least 1"),
                arguments("--optimizer lion", "adamw, sgd"),
                arguments("--pool min", "avg, max"),
                arguments("--model huge", "simple, complex"),
                arguments("--preset best", "standard, menny"),
                arguments("--augment blur", "choose from flip, rotate"),
                arguments("--augment flip=2", "0 to 1"),
                arguments("--augment rotate=steep", "needs a number"),
                arguments("--augment flip,,rotate", "choose from flip, rotate"),
                arguments("--classes disc,hexagon", "hexagon"),
                arguments("--classes disc", "at least two"),
                arguments("--device abacus", "abacus"),
                arguments("--precision half", "auto, fp32, tf32, bf16"),
                arguments("--precision tf32", "the reference computes in fp32, not in tf32: ask for fp32"),
                arguments("--device cpu --precision bf16", "cannot be used: the CPU computes in fp32, not in bf16"),
                arguments("--deterministic often", "often"),
                arguments("--epoch 3", "did you mean --epochs"),
                arguments("--epochs", "'--epochs'"),
                arguments("--epochs 1 --epochs 2", "only once"),
                arguments("--out $/nowhere/w.safetensors", "no folder"),
                arguments("--out $", "is a folder"),
                arguments("--out $/text.txt", "--force"),
                arguments("more", "more"));
    }

    @ParameterizedTest
    @MethodSource("mistakesInTraining")
    void trainingSaysWhatIsWrong(String options, String hint) {
        String out = options.contains("--out") ? "" : "--out $/new.safetensors ";
        String words = "train $/shapes --model simple --size 16 --device reference --batch 4 --epochs 1 ";
        for (String option : options.split(" ", -1)) {
            // The mistake takes the place of the right value.
            words = words.replaceAll(option + " \\S+ ", "");
        }
        expectOneLine(run(words + out + options), hint);
        assertThat(folder.resolve("new.safetensors")).doesNotExist();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("train $/nowhere", "No folder"),
                arguments("train $/text.txt", "is a file"),
                arguments("train $/empty", "one folder per class"),
                arguments("train $/one", "at least two"),
                arguments("train $/spoilt --strict --model simple --size 16 --out $/n.safetensors", "00.png"),
                arguments("predict", "WEIGHTS"),
                arguments("predict $/w.safetensors", "FILE|DIR"),
                arguments("predict $/nowhere.safetensors $/shapes --device reference", "nowhere.safetensors"),
                arguments("predict $/text.txt $/shapes --device reference", "text.txt"),
                arguments("predict $ $/shapes --device reference", folder + ""),
                arguments("predict $/w.safetensors $/nowhere.png --device reference", "nowhere.png"),
                arguments("predict $/w.safetensors $/empty --device reference", "empty"),
                arguments("predict $/w.safetensors $/shapes --device abacus", "abacus"),
                arguments("predict $/w.safetensors $/shapes --device cpu --precision tf32", "the CPU computes in fp32"),
                arguments(
                        "evaluate $/w.safetensors $/shapes --device cpu --precision tf32", "the CPU computes in fp32"),
                arguments("evaluate $/w.safetensors $/shapes --precision", "'--precision'"),
                arguments("summary --size 100", "divisible by 8"),
                arguments("summary --classes 0", "at least two"),
                arguments("summary --model simple $/w.safetensors", "leave out --model"),
                arguments("summary $/text.txt", "text.txt"),
                arguments("summary $/nowhere", "nowhere"),
                arguments("portraits", "--out"),
                arguments("portraits --out $/shapes", "not empty"),
                arguments("portraits --out $/text.txt", "is a file"),
                arguments("portraits --out $/new --count 0", "--count"),
                arguments("trian", "did you mean train"),
                arguments("doctor --json", "'--json'"),
                arguments("--versoin", "--version?"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void commandsSayWhatIsWrong(String words, String hint) {
        expectOneLine(run(words), hint);
    }

    private static void expectOneLine(CommandRun run, String hint) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hint).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void predictGoesOnAfterABrokenPicture() {
        CommandRun run = run("predict $/w.safetensors $/spoilt $/shapes/disc/01.png --device reference");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains("00.png").doesNotContain("Exception");
        assertThat(run.lines())
                .hasSize(9)
                .allMatch(line -> line.matches("\\S+\\.png +(disc|square|triangle) +[\\d.]+ %"));
    }
}
