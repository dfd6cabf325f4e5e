package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.nn.Sequential;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.DatasetCheck;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.model.Evaluator;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.HistoryCsv;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.Score;
import dev.menny.trainer.train.TrainingConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunReportTest {
    private static final History HISTORY = new History(
            List.of(
                    new EpochResult(1, new Score(1.1, 0.25), new Score(1.0, 0.5), true, 100, 2),
                    new EpochResult(2, new Score(0.9, 0.5), new Score(1.2, 0.25), false, 300, 1)),
            History.Ending.STOPPED_EARLY,
            65);

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private final Backend backend = Backends.open("reference");
    private TrainingJob job;
    private Split split;
    private Evaluator evaluator;

    @BeforeEach
    void prepare() {
        ImageFolder pictures = ImageFolder.of(ShapePictures.write(folder.resolve("a | b"), 5, 1));
        Split cut = pictures.split(0.4, 1);
        // The last three are for testing; which ones does not matter here.
        split = new Split(
                cut.classes(),
                cut.training(),
                cut.validation().subList(0, 3),
                cut.validation().subList(3, 6));
        TrainingConfig config = Preset.STANDARD.config(Architecture.SIMPLE, new PictureFormat(16, 16, 3));
        Sequential network = config.model().build(3).initialize(backend, 1);
        job = new TrainingJob(
                pictures.root(),
                DatasetCheck.run(
                        split, new PictureStore(config.model().format(), List.of(), 0), 1, (done, total) -> {}),
                List.of(),
                network,
                config,
                folder.resolve("my faces.safetensors"));
        evaluator = Evaluator.of(network, cut.classes(), config.model().format());
    }

    private RunReport report(FinalScores scores) {
        return new RunReport(
                job, split, "reference (textbook loops)", HISTORY, scores, List.of("train", "a | b", "--epochs", "2"));
    }

    @Test
    void leavesAFolderBesideTheWeights() throws IOException {
        FinalScores scores = FinalScores.of(evaluator, split, warnings::add);
        Path written = report(scores).write(warnings::add);

        assertThat(warnings).isEmpty();
        assertThat(written).isEqualTo(folder.resolve("my faces.report"));
        assertThat(written.toFile().list())
                .contains("report.md", "history.csv", "curves.png", "confusion.csv", "confusion.png");
        assertThat(HistoryCsv.parse(Files.readString(written.resolve("history.csv"))))
                .isEqualTo(HISTORY.epochs());
        String text = Files.readString(written.resolve("report.md"));
        assertThat(text.lines())
                .contains(
                        "# my faces.safetensors",
                        "| training, epoch 1 as it went | 25.0 % | 1.1000 | 9 |",
                        "| disc | 3 | 2 | 0 |",
                        "| epochs | 2, stopped early |",
                        "| duration | 1 min 5 s |",
                        "| speed | 150.0 images/s |",
                        "| device | reference (textbook loops) |",
                        "## The test part, class by class",
                        "![loss and accuracy over the epochs](curves.png)",
                        "![confusion matrix of the test part](confusion.png)",
                        "    menny train 'a | b' --epochs 2");
        assertThat(text).contains("| test | ", "| validation | ", "a \\| b, 3 classes");
        assertThat(written.resolve("confusion.csv")).content().startsWith("true,disc,square,triangle\ndisc,0,0,0\n");
    }

    @Test
    void withoutATestPartTheMatrixIsOfTheValidationPart() throws IOException {
        split = new Split(split.classes(), split.training(), split.validation(), List.of());
        FinalScores scores = FinalScores.of(evaluator, split, warnings::add);
        Path written = report(scores).write(warnings::add);

        assertThat(scores.test()).isNull();
        assertThat(written.resolve("report.md"))
                .content()
                .contains("## The validation part, class by class")
                .doesNotContain("\n| test |");
    }

    @Test
    void withoutAnyPartThereAreCurvesAlone() {
        Path written = report(new FinalScores(null, null)).write(warnings::add);

        assertThat(written.toFile().list()).containsExactlyInAnyOrder("report.md", "history.csv", "curves.png");
        assertThat(written.resolve("report.md")).content().doesNotContain("confusion");
    }

    @Test
    void aReportThatCannotBeWrittenIsAWarning() throws IOException {
        Files.writeString(folder.resolve("my faces.report"), "in the way");
        report(new FinalScores(null, null)).write(warnings::add);

        assertThat(warnings).singleElement().asString().contains("the weights are saved", "my faces.report");
    }

    @Test
    void aPartThatCannotBeJudgedAnyMoreIsAWarning() throws IOException {
        for (var image : split.test()) {
            Files.delete(image.file());
        }
        FinalScores scores = FinalScores.of(evaluator, split, warnings::add);

        assertThat(scores.validation()).isNotNull();
        assertThat(scores.test()).isNull();
        assertThat(warnings).singleElement().asString().contains("the weights are saved", "test part");
    }

    @Test
    void theTestAccuracyIsReportedAtTheEnd() {
        FinalScores scores = FinalScores.of(evaluator, split, warnings::add);
        StringWriter json = new StringWriter();
        StringWriter text = new StringWriter();
        new JsonTrainingReport(terminal(json)).done(job, HISTORY, scores.test(), 1);
        new TextTrainingReport(terminal(text)).done(job, HISTORY, scores.test(), 1);

        double accuracy = scores.test().accuracy();
        assertThat(JsonMapper.shared()
                        .readTree(json.toString())
                        .get("test_accuracy")
                        .asDouble())
                .isEqualTo(accuracy);
        assertThat(text.toString())
                .contains("on 3 pictures never seen: test accuracy %.1f %%".formatted(accuracy * 100));
    }

    private static Terminal terminal(StringWriter out) {
        return new Terminal(new PrintWriter(out), new PrintWriter(new StringWriter()), false);
    }

    @Test
    void theCommandToJudgeAgainNamesTheSplit() {
        assertThat(RunReportText.splitOf(List.of("train", "lfw", "--split", "s.tsv", "--json")))
                .containsExactly("--split", "s.tsv");
        assertThat(RunReportText.splitOf(List.of("train", "--split=s.tsv"))).containsExactly("--split=s.tsv");
        assertThat(RunReportText.splitOf(List.of("train", "lfw"))).isEmpty();
    }

    @Test
    void theFolderIsNamedAfterTheWeights() {
        assertThat(Beside.report(Path.of("a/menny.safetensors"))).isEqualTo(Path.of("a/menny.report"));
        assertThat(Beside.report(Path.of("weights"))).isEqualTo(Path.of("weights.report"));
    }

    @Test
    void wordsAreQuotedAsAShellWantsThem() {
        assertThat(RunReportText.quoted("--lr=0.1")).isEqualTo("--lr=0.1");
        assertThat(RunReportText.quoted("my file")).isEqualTo("'my file'");
        assertThat(RunReportText.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(RunReportText.quoted("")).isEqualTo("''");
    }
}
