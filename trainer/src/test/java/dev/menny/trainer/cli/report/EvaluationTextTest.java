package dev.menny.trainer.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.model.ConfusionMatrix;
import dev.menny.trainer.model.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTextTest {
    @Test
    void tellsAccuracyClassesMatrixAndConfusedPairs() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(List.of("cat", "dog", "fish"), new int[][] {{7, 2, 1}, {3, 3, 0}, {0, 0, 4}});

        assertThat(String.join("\n", EvaluationText.lines(new Evaluation(matrix, 0.52344, List.of(), List.of()), 80)))
                .isEqualTo("""
                        accuracy  70.0 % (14 of 20)
                        loss      0.5234

                        class   pictures  precision     recall         F1
                        cat           10     70.0 %     70.0 %     70.0 %
                        dog            6     60.0 %     50.0 %     54.5 %
                        fish           4     80.0 %    100.0 %     88.9 %
                        mean          20     70.0 %     73.3 %     71.1 %

                        what pictures are (rows) and were taken for (columns)
                               cat   dog  fish
                        cat      7     2     1
                        dog      3     3     .
                        fish     .     .     4

                        most often confused
                          dog taken for cat: 3 of 6
                          cat taken for dog: 2 of 10
                          cat taken for fish: 1 of 10""");
    }

    @Test
    void aDashStandsForWhatIsNotDefined() {
        ConfusionMatrix matrix =
                ConfusionMatrix.of(List.of("a", "b", "c"), new int[][] {{3, 0, 0}, {1, 0, 0}, {0, 0, 0}});

        assertThat(EvaluationText.lines(new Evaluation(matrix, 1, List.of(), List.of()), 80))
                .contains("b              1          -      0.0 %      0.0 %")
                .contains("c              0          -          -          -")
                .contains("no pictures of c: the mean is that of the other 2");
    }

    @Test
    void aPerfectModelHasNoConfusedPairs() {
        ConfusionMatrix matrix = ConfusionMatrix.of(List.of("a", "b"), new int[][] {{3, 0}, {0, 2}});

        assertThat(EvaluationText.lines(new Evaluation(matrix, 0, List.of(), List.of()), 80))
                .noneMatch(line -> line.contains("confused"));
    }

    @Test
    void twentyFiveClassesFitATerminalOf120Columns() {
        ConfusionMatrix matrix = classes(25, 100);
        List<String> lines = ConfusionText.lines(matrix, 120).orElseThrow();

        assertThat(lines).hasSize(26).allMatch(line -> line.length() <= 120);
        assertThat(lines.getFirst()).endsWith("  23  24  25");
        assertThat(lines.get(3)).startsWith(" 3 the person numbe.").contains(" 100 ");
        assertThat(lines.get(25)).endsWith(" 100");
    }

    @Test
    void countsTheRestBeyondTheMostConfusedPairs() {
        int[][] counts = new int[6][6];
        for (int[] row : counts) {
            Arrays.fill(row, 2);
        }
        ConfusionMatrix matrix = ConfusionMatrix.of(List.of("a", "b", "c", "d", "e", "f"), counts);

        assertThat(EvaluationText.lines(new Evaluation(matrix, 1, List.of(), List.of()), 80))
                .filteredOn(line -> line.contains("taken for "))
                .hasSize(11);
        assertThat(EvaluationText.lines(new Evaluation(matrix, 1, List.of(), List.of()), 80)
                        .getLast())
                .isEqualTo("  and 40 pictures in other pairs");
    }

    @Test
    void aMatrixThatFitsNoTerminalSendsToTheFiles() {
        ConfusionMatrix matrix = classes(60, 10);

        assertThat(ConfusionText.lines(matrix, 120)).isEmpty();
        assertThat(EvaluationText.lines(new Evaluation(matrix, 1, List.of(), List.of()), 120))
                .anyMatch(line -> line.contains("60 classes is too wide") && line.contains("--out"));
    }

    private static ConfusionMatrix classes(int count, int pictures) {
        List<String> names = new ArrayList<>();
        int[][] counts = new int[count][count];
        for (int i = 0; i < count; i++) {
            names.add("the person number " + i);
            counts[i][i] = pictures;
        }
        return ConfusionMatrix.of(names, counts);
    }
}
