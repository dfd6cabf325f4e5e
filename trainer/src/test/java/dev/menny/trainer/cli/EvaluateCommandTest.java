package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.trainer.ColourModel;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** With a model that answers with the strongest colour, so that folders decide what is a mistake. */
class EvaluateCommandTest {
    private static final Color RED = new Color(255, 0, 0);
    private static final Color GREEN = new Color(0, 255, 0);
    private static final Color BLUE = new Color(0, 0, 255);

    @TempDir
    Path folder;

    private Path weights;
    private Path data;

    @BeforeEach
    void prepare() throws IOException {
        try (Backend backend = Backends.open("reference")) {
            weights = ColourModel.save(1, backend, folder.resolve("w.safetensors"));
        }
        data = folder.resolve("colours");
        ColourModel.picture(data.resolve("blue/b1.png"), BLUE, 4, 4);
        ColourModel.picture(data.resolve("blue/b2.png"), BLUE, 5, 4);
        ColourModel.picture(data.resolve("green/g1.png"), GREEN, 4, 4);
        ColourModel.picture(data.resolve("red/r1.png"), RED, 4, 4);
        ColourModel.picture(data.resolve("red/r2.png"), GREEN, 4, 4);
    }

    private CommandRun evaluate(Object... words) {
        Object[] all = new Object[words.length + 2];
        all[0] = "evaluate";
        all[1] = weights;
        System.arraycopy(words, 0, all, 2, words.length);
        return CommandRun.onReference(all);
    }

    @Test
    void matchesFoldersToClassesByName() {
        CommandRun run = evaluate(data);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines())
                .contains(
                        "weights   " + weights,
                        "data      %s: 5 pictures, all of them".formatted(data),
                        "accuracy  80.0 % (4 of 5)",
                        "red            2    100.0 %     50.0 %     66.7 %",
                        "  red taken for green: 1 of 2");
    }

    @Test
    void givesScriptsOneObject() {
        CommandRun run = evaluate(data, "--json");

        assertThat(run.lines()).hasSize(1);
        JsonNode result = run.json().getFirst();
        assertThat(result.get("accuracy").asDouble()).isEqualTo(0.8);
        double right = Math.log(Math.exp(4) + 2) - 4;
        assertThat(result.get("loss").asDouble()).isCloseTo(right + 4.0 / 5, within(1e-6));
        assertThat(result.get("classes").toString()).isEqualTo("[\"red\",\"green\",\"blue\"]");
        assertThat(result.get("confusion").toString()).isEqualTo("[[1,1,0],[0,1,0],[0,0,2]]");
        assertThat(result.get("pictures").asInt()).isEqualTo(5);
        assertThat(result.get("per_class").get(0).get("recall").asDouble()).isEqualTo(0.5);
        assertThat(result.get("macro").get("recall").asDouble()).isCloseTo(2.5 / 3, within(1e-12));
    }

    @Test
    void aFolderNeedNotHaveAllClasses() throws IOException {
        Path some = folder.resolve("some");
        ColourModel.picture(some.resolve("red/r.png"), RED, 4, 4);

        assertThat(evaluate(some).lines())
                .contains("accuracy  100.0 % (1 of 1)", "no pictures of green, blue: the mean is that of the other 1");
        JsonNode blue =
                evaluate(some, "--json").json().getFirst().get("per_class").get(2);
        assertThat(blue.get("recall").isNull()).isTrue();
        assertThat(blue.get("precision").isNull()).isTrue();
    }

    @Test
    void aClassThatTheModelDoesNotKnowIsNamed() throws IOException {
        ColourModel.picture(data.resolve("pink/p.png"), Color.PINK, 4, 4);

        expectOneLine(evaluate(data), "pink");
    }

    @Test
    void takesOnlyWhatAFileMarksTest() throws IOException {
        Path split = Files.writeString(folder.resolve("split.tsv"), """
                train\tblue\tb1.png
                test\tblue\tb2.png
                test\tred\tr2.png
                val\tgreen\tg1.png
                """);
        CommandRun run = evaluate(data, "--split", split);

        assertThat(run.lines())
                .contains(
                        "data      %s: 2 pictures, those that '%s' marks test".formatted(data, split),
                        "accuracy  50.0 % (1 of 2)");
        Files.writeString(split, "train\tblue\tb1.png\n");
        expectOneLine(evaluate(data, "--split", split), "no row");
    }

    @Test
    void writesTheMatrixAndTheMistakesIntoAFolder() {
        Path out = folder.resolve("deep/result");
        CommandRun run = evaluate(data, "--out", out, "--json");

        assertThat(run.lines()).hasSize(1);
        assertThat(out.resolve("confusion.csv")).content().startsWith("true,red,green,blue\nred,1,1,0\n");
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("confusion.csv", "confusion.png", "mistakes.png");
    }

    @Test
    void skipsBrokenPicturesUnlessStrict() throws IOException {
        Files.writeString(data.resolve("red/r3.png"), "no picture");
        Files.createFile(data.resolve("blue/b0.png"));

        CommandRun run = evaluate(data);
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).contains("accuracy  80.0 % (4 of 5)");
        assertThat(run.err().lines()).hasSize(2).allMatch(line -> line.startsWith("menny: skipped: "));
        assertThat(run.err()).contains("r3.png", "b0.png");

        CommandRun strict = evaluate(data, "--strict");
        expectOneLine(strict, "r3.png");
        assertThat(strict.out()).isEmpty();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "no folder");

        expectOneLine(evaluate(), "DATA_DIR");
        expectOneLine(evaluate(folder.resolve("nowhere")), "nowhere");
        expectOneLine(evaluate(data, "--out", text), "is a file");
        expectOneLine(evaluate(data, "--split", folder.resolve("nowhere.tsv")), "nowhere.tsv");
        expectOneLine(CommandRun.onReference("evaluate", text, data), "text.txt");
    }

    @Test
    void doesNotJudgeSpoiltWeights() throws IOException {
        try (Backend backend = Backends.open("reference")) {
            ColourModel.save(Float.NaN, backend, weights);
        }

        expectOneLine(evaluate(data), "train them again");
        expectOneLine(CommandRun.onReference("predict", weights, data), "train them again");
    }

    private static void expectOneLine(CommandRun run, String hint) {
        assertThat(run.err().lines()).as(run.err()).hasSize(1);
        assertThat(run.err()).startsWith("menny: ").contains(hint).doesNotContain("Exception");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void predictShowsTheLikeliestClassesAndPaintsASheet() throws IOException {
        Path sheet = folder.resolve("sheet.png");
        CommandRun run = CommandRun.onReference("predict", weights, data, "--top", 2, "--sheet", sheet);

        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).hasSize(5);
        assertThat(run.lines().getFirst()).matches("\\S+b1\\.png +blue    96\\.5 %  red      1\\.8 %");
        assertThat(sheet).isNotEmptyFile();
        byte[] before = Files.readAllBytes(data.resolve("red/r1.png"));
        List.of(data.resolve("red/r1.png"), folder.resolve("sheet.jpg"), folder.resolve("no/s.png"), folder)
                .forEach(bad ->
                        expectOneLine(CommandRun.onReference("predict", weights, data, "--sheet", bad), "sheet"));
        expectOneLine(CommandRun.onReference("predict", weights, data, "--top", 0), "--top");
        assertThat(data.resolve("red/r1.png")).hasBinaryContent(before);
    }
}
