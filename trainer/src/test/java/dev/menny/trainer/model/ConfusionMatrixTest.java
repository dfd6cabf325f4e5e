package dev.menny.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private static final Offset<Double> ROUNDING = within(1e-15);

    /** Ten cats, six dogs, four fish; two cats taken for dogs, one for a fish, three dogs for cats. */
    private final ConfusionMatrix matrix =
            ConfusionMatrix.of(List.of("cat", "dog", "fish"), new int[][] {{7, 2, 1}, {3, 3, 0}, {0, 0, 4}});

    @Test
    void countsRowsAndColumns() {
        assertThat(matrix.total()).isEqualTo(20);
        assertThat(matrix.correct()).isEqualTo(14);
        assertThat(matrix.accuracy()).isEqualTo(0.7);
        assertThat(matrix.support(0)).isEqualTo(10);
        assertThat(matrix.predicted(0)).isEqualTo(10);
        assertThat(matrix.support(1)).isEqualTo(6);
        assertThat(matrix.predicted(1)).isEqualTo(5);
        assertThat(matrix.count(1, 0)).isEqualTo(3);
    }

    @Test
    void scoresEachClass() {
        ClassScore dog = matrix.score(1);

        assertThat(dog.precision()).isCloseTo(3.0 / 5, ROUNDING);
        assertThat(dog.recall()).isCloseTo(3.0 / 6, ROUNDING);
        assertThat(dog.f1()).isCloseTo(6.0 / 11, ROUNDING);
    }

    @Test
    void meansCountEachClassAlike() {
        ClassScore macro = matrix.macro();

        assertThat(macro.precision()).isCloseTo((7.0 / 10 + 3.0 / 5 + 4.0 / 5) / 3, ROUNDING);
        assertThat(macro.recall()).isCloseTo((7.0 / 10 + 3.0 / 6 + 1) / 3, ROUNDING);
        assertThat(macro.f1()).isCloseTo((14.0 / 20 + 6.0 / 11 + 8.0 / 9) / 3, ROUNDING);
    }

    @Test
    void aClassThatWasNeverPredictedHasNoPrecisionAndCountsAgainstTheMean() {
        ConfusionMatrix blind = ConfusionMatrix.of(List.of("a", "b"), new int[][] {{4, 0}, {4, 0}});

        assertThat(blind.score(1).precision()).isNaN();
        assertThat(blind.score(1).recall()).isZero();
        assertThat(blind.score(1).f1()).isZero();
        assertThat(blind.macro()).isEqualTo(new ClassScore(0.25, 0.5, (8.0 / 12) / 2));
    }

    @Test
    void aClassWithoutPicturesHasNoRecallAndStaysOutOfTheMean() {
        ConfusionMatrix partial =
                ConfusionMatrix.of(List.of("a", "b", "c"), new int[][] {{3, 1, 0}, {0, 0, 0}, {0, 0, 0}});

        assertThat(partial.score(1)).isEqualTo(new ClassScore(0, Double.NaN, 0));
        assertThat(partial.score(2)).isEqualTo(new ClassScore(Double.NaN, Double.NaN, Double.NaN));
        assertThat(partial.macro()).isEqualTo(new ClassScore(1, 0.75, 6.0 / 7));
    }

    @Test
    void withoutPicturesThereIsNothingToSay() {
        ConfusionMatrix empty = ConfusionMatrix.of(List.of("a", "b"), new int[2][2]);

        assertThat(empty.accuracy()).isNaN();
        assertThat(empty.macro().f1()).isNaN();
        assertThat(empty.confusedPairs()).isEmpty();
    }

    @Test
    void listsTheMostConfusedPairsFirst() {
        assertThat(matrix.confusedPairs())
                .containsExactly(new ConfusedPair(1, 0, 3), new ConfusedPair(0, 1, 2), new ConfusedPair(0, 2, 1));
    }

    @Test
    void sharesNoArrayWithAnybody() {
        int[][] counts = {{1, 2}, {3, 4}};
        ConfusionMatrix copy = ConfusionMatrix.of(List.of("a", "b"), counts);
        counts[0][0] = 99;
        copy.counts()[1][1] = 99;

        assertThat(copy.counts()).isDeepEqualTo(new int[][] {{1, 2}, {3, 4}});
    }

    @Test
    void refusesWhatIsNoMatrixOfItsClasses() {
        List<String> classes = List.of("a", "b");

        assertThatThrownBy(() -> ConfusionMatrix.of(classes, new int[3][2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfusionMatrix.of(classes, new int[][] {{1, 2}, {3}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConfusionMatrix.of(classes, new int[][] {{1, 2}, {3, -1}}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
