package dev.menny.trainer.cli;

import dev.menny.trainer.cli.report.EvaluationFiles;
import dev.menny.trainer.cli.report.EvaluationText;
import dev.menny.trainer.cli.report.Figures;
import dev.menny.trainer.cli.report.Markdown;
import dev.menny.trainer.cli.report.RunFiles;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.train.EpochResult;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.MennyVersion;
import dev.menny.trainer.train.SettingsText;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The words of a run report. */
final class RunReportText {
    private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./:=,+@%-]+");
    private static final int SKIPPED_SHOWN = 20;

    private final RunReport run;
    private final boolean pictures;

    /** @param pictures whether the charts could be drawn */
    RunReportText(RunReport run, boolean pictures) {
        this.run = run;
        this.pictures = pictures;
    }

    Markdown markdown() {
        Markdown text = new Markdown();
        text.heading(1, RunReport.name(run.job().weights()));
        text.paragraph(summary());
        results(text);
        data(text);
        training(text);
        Evaluation judged = run.judged();
        if (judged != null) {
            judged(text, judged);
        }
        text.heading(2, "Use and repeat").code(commands());
        return text;
    }

    private String summary() {
        return "Trained by menny %s on %s, in %s."
                .formatted(
                        MennyVersion.text(),
                        ZonedDateTime.now(ZoneId.systemDefault())
                                .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)),
                        Figures.duration(run.history().seconds()));
    }

    private void results(Markdown text) {
        EpochResult best = run.history().best();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "training, epoch %d as it went".formatted(best.epoch()),
                Figures.percent(best.training().accuracy()),
                Figures.loss(best.training().loss()),
                String.valueOf(run.split().training().size())));
        addRow(rows, "validation", run.scores().validation());
        addRow(rows, "test", run.scores().test());
        text.heading(2, "Result").table(List.of("part", "accuracy", "loss", "pictures"), rows);
        if (pictures) {
            text.picture("loss and accuracy over the epochs", RunFiles.CURVES_PNG);
        }
        text.paragraph("Every epoch's figures: " + RunFiles.HISTORY_CSV);
    }

    private static void addRow(List<List<String>> rows, String part, @Nullable Evaluation evaluation) {
        if (evaluation != null) {
            rows.add(List.of(
                    part,
                    Figures.percent(evaluation.accuracy()),
                    Figures.loss(evaluation.loss()),
                    String.valueOf(evaluation.images())));
        }
    }

    private void data(Markdown text) {
        List<String> classes = run.split().classes();
        int[] training = counts(run.split().training());
        int[] validation = counts(run.split().validation());
        int[] test = counts(run.split().test());
        List<List<String>> rows = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            rows.add(List.of(
                    classes.get(label),
                    String.valueOf(training[label]),
                    String.valueOf(validation[label]),
                    String.valueOf(test[label])));
        }
        text.heading(2, "Data")
                .paragraph("Folder %s, %d classes.".formatted(run.job().data(), classes.size()))
                .table(List.of("class", "training", "validation", "test"), rows);
    }

    private int[] counts(List<LabeledImage> images) {
        int[] counts = new int[run.split().classes().size()];
        images.forEach(image -> counts[image.label()]++);
        return counts;
    }

    private void training(Markdown text) {
        History history = run.history();
        String ending = switch (history.ending()) {
            case COMPLETED -> "all of them";
            case STOPPED_EARLY -> "stopped early";
            case FINISHED_ON_REQUEST -> "finished on request";
            case INTERRUPTED -> "interrupted";
        };
        text.heading(2, "Training")
                .facts(List.of(
                        List.of("model", SettingsText.model(run.job().config().model())),
                        List.of(
                                "parameters",
                                "%,d".formatted(run.job().network().parameterCount())),
                        List.of("settings", SettingsText.training(run.job().config())),
                        List.of("epochs", "%d, %s".formatted(history.epochs().size(), ending)),
                        List.of("best epoch", String.valueOf(history.best().epoch())),
                        List.of("duration", Figures.duration(history.seconds())),
                        List.of("speed", "%.1f images/s".formatted(imagesPerSecond(history))),
                        List.of("device", run.device()),
                        List.of("machine", machine())));
    }

    /** All pictures over all seconds, so that a slow epoch counts by its length. */
    private static double imagesPerSecond(History history) {
        return 1
                / history.epochs().stream()
                        .mapToDouble(epoch -> 1 / epoch.imagesPerSecond())
                        .average()
                        .orElse(Double.NaN);
    }

    private static String machine() {
        return "%d cores, %s %s, JDK %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version());
    }

    private void judged(Markdown text, Evaluation evaluation) {
        text.heading(2, "The %s, class by class".formatted(run.partJudged()));
        EvaluationText.addTo(text, evaluation);
        if (pictures) {
            text.picture("confusion matrix of the " + run.partJudged(), EvaluationFiles.CONFUSION_PNG);
            if (!evaluation.mistakes().isEmpty()) {
                text.picture("the pictures that were mistaken", EvaluationFiles.MISTAKES_PNG);
            }
        }
        text.paragraph("The matrix as figures: " + EvaluationFiles.CONFUSION_CSV);
        if (!evaluation.skipped().isEmpty()) {
            text.heading(2, "Skipped pictures")
                    .list(evaluation.skipped().stream().limit(SKIPPED_SHOWN).toList());
        }
    }

    private List<String> commands() {
        String weights = run.job().weights().toString();
        List<String> evaluate =
                new ArrayList<>(List.of("evaluate", weights, run.job().data().toString()));
        evaluate.addAll(splitOf(run.words()));
        return List.of(command(List.of("predict", weights, "photo.jpg")), command(evaluate), command(run.words()));
    }

    /** The option that names the test pictures, as it was typed. */
    static List<String> splitOf(List<String> words) {
        int place = words.indexOf("--split");
        return place >= 0 && place + 1 < words.size()
                ? words.subList(place, place + 2)
                : words.stream().filter(word -> word.startsWith("--split=")).toList();
    }

    private static String command(List<String> words) {
        return "menny " + words.stream().map(RunReportText::quoted).collect(Collectors.joining(" "));
    }

    /** As a shell wants it. */
    static String quoted(String word) {
        return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
