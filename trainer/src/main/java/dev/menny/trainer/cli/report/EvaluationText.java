package dev.menny.trainer.cli.report;

import dev.menny.trainer.model.ConfusionMatrix;
import dev.menny.trainer.model.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An evaluation for a terminal: accuracy, a table of the classes, the confusion matrix and what was confused most. */
public final class EvaluationText {
    private static final int PAIRS = 10;

    private EvaluationText() {}

    /** All lines, none of them longer than {@code width} unless a class's name is. */
    public static List<String> lines(Evaluation evaluation, int width) {
        ConfusionMatrix matrix = evaluation.confusion();
        List<String> lines = new ArrayList<>();
        lines.add("accuracy  %s (%,d of %,d)"
                .formatted(Figures.percent(matrix.accuracy()), matrix.correct(), matrix.total()));
        lines.add("loss      " + Figures.loss(evaluation.loss()));
        lines.add("");
        lines.addAll(table(ScoreTable.rows(matrix)));
        List<String> absent = ScoreTable.withoutPictures(matrix);
        if (!absent.isEmpty()) {
            lines.add(withoutPictures(matrix, absent));
        }
        lines.add("");
        lines.addAll(matrix(matrix, width));
        if (matrix.correct() < matrix.total()) {
            lines.add("");
            lines.add("most often confused");
            ScoreTable.mostConfused(matrix, PAIRS).forEach(pair -> lines.add("  " + pair));
            int more = ScoreTable.confusedBeyond(matrix, PAIRS);
            if (more > 0) {
                lines.add("  and %s in other pairs".formatted(Figures.pictures(more)));
            }
        }
        return lines;
    }

    /** The same as a table and a list of a report; its confusion matrix is a picture of its own. */
    public static void addTo(Markdown text, Evaluation evaluation) {
        ConfusionMatrix matrix = evaluation.confusion();
        text.table(ScoreTable.HEADER, ScoreTable.rows(matrix));
        List<String> absent = ScoreTable.withoutPictures(matrix);
        if (!absent.isEmpty()) {
            text.paragraph(withoutPictures(matrix, absent));
        }
        if (matrix.correct() < matrix.total()) {
            text.paragraph("Most often confused:").list(ScoreTable.mostConfused(matrix, PAIRS));
        }
    }

    private static String withoutPictures(ConfusionMatrix matrix, List<String> absent) {
        return "no pictures of %s: the mean is that of the other %d"
                .formatted(String.join(", ", absent), matrix.classes().size() - absent.size());
    }

    private static List<String> table(List<List<String>> rows) {
        int name = rows.stream().mapToInt(row -> row.getFirst().length()).max().orElse(0);
        String format = "%-" + Math.max(name, ScoreTable.HEADER.getFirst().length()) + "s %10s %10s %10s %10s";
        List<String> lines = new ArrayList<>();
        lines.add(format.formatted(ScoreTable.HEADER.toArray()));
        rows.forEach(row -> lines.add(format.formatted(row.toArray())));
        return lines;
    }

    private static List<String> matrix(ConfusionMatrix matrix, int width) {
        Optional<List<String>> drawn = ConfusionText.lines(matrix, width);
        if (drawn.isEmpty()) {
            return List.of("the confusion matrix of %d classes is too wide for a terminal: have it in files with --out"
                    .formatted(matrix.classes().size()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("what pictures are (rows) and were taken for (columns)");
        lines.addAll(drawn.get());
        return lines;
    }
}
