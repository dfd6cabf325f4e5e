package dev.menny.trainer.cli.report;

import dev.menny.trainer.model.ClassScore;
import dev.menny.trainer.model.ConfusedPair;
import dev.menny.trainer.model.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a confusion matrix says about each class, in words and cells that any kind of table can show. */
final class ScoreTable {
    static final List<String> HEADER = List.of("class", "pictures", "precision", "recall", "F1");

    private ScoreTable() {}

    /** A row per class, and the mean over those that have pictures. */
    static List<List<String>> rows(ConfusionMatrix matrix) {
        List<List<String>> rows = new ArrayList<>();
        for (int index = 0; index < matrix.classes().size(); index++) {
            rows.add(row(matrix.classes().get(index), matrix.support(index), matrix.score(index)));
        }
        rows.add(row("mean", matrix.total(), matrix.macro()));
        return rows;
    }

    private static List<String> row(String name, int pictures, ClassScore score) {
        return List.of(
                name,
                String.valueOf(pictures),
                Figures.percent(score.precision()),
                Figures.percent(score.recall()),
                Figures.percent(score.f1()));
    }

    /** {@code RJ taken for Pippa: 3 of 7} for the pairs that were confused most. */
    static List<String> mostConfused(ConfusionMatrix matrix, int most) {
        List<String> classes = matrix.classes();
        return matrix.confusedPairs().stream()
                .limit(most)
                .map(pair -> "%s taken for %s: %d of %d"
                        .formatted(
                                classes.get(pair.truth()),
                                classes.get(pair.predicted()),
                                pair.count(),
                                matrix.support(pair.truth())))
                .toList();
    }

    /** Classes that nothing can be said about. */
    static List<String> withoutPictures(ConfusionMatrix matrix) {
        return IntStream.range(0, matrix.classes().size())
                .filter(index -> matrix.support(index) == 0)
                .mapToObj(matrix.classes()::get)
                .toList();
    }

    /** Pictures in pairs that {@link #mostConfused} leaves out. */
    static int confusedBeyond(ConfusionMatrix matrix, int most) {
        return matrix.confusedPairs().stream()
                .skip(most)
                .mapToInt(ConfusedPair::count)
                .sum();
    }
}
