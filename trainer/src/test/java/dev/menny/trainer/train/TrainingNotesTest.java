package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Precision;
import dev.menny.io.ModelCard;
import dev.menny.trainer.data.PictureFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingNotesTest {
    private static final TrainingConfig CONFIG =
            Preset.STANDARD.config(Architecture.SIMPLE, new PictureFormat(64, 32, 3));

    private static Map<String, String> notes(Precision precision) {
        return TrainingNotes.before(CONFIG, Path.of("somewhere", "pets"), 1234, precision);
    }

    @Test
    void tellWhatAModelLearnedFromButNotWhereThatLay() {
        assertThat(notes(Precision.FP32))
                .containsEntry("data", "pets: 1,234 pictures")
                .containsEntry("model", "simple, 32x64 RGB, average pooling, dropout 0.2")
                .doesNotContainKey("precision");
        assertThat(notes(Precision.TF32)).containsKey("precision");
    }

    @Test
    void tellOfTheBestEpoch() {
        EpochResult best = new EpochResult(1, new Score(2, 0.5), new Score(0.25, 0.9), true, 10, 1);
        EpochResult worse = new EpochResult(2, new Score(1, 0.6), new Score(0.5, 0.8), false, 10, 1);
        History history = new History(List.of(best, worse), History.Ending.COMPLETED, 2);

        ModelCard card = TrainingNotes.card(List.of("cat", "dog"), CONFIG, notes(Precision.FP32), history);

        assertThat(card.classes()).containsExactly("cat", "dog");
        assertThat(card.preprocessing().height()).isEqualTo(64);
        assertThat(card.notes())
                .containsEntry("epoch", "1 of 2")
                .containsEntry("validation", "accuracy 0.9000, loss 0.250000")
                .containsEntry("data", "pets: 1,234 pictures");
    }

    @Test
    void withoutValidationThereIsNoScore() {
        EpochResult only = new EpochResult(1, new Score(2, 0.5), null, true, 10, 1);
        History history = new History(List.of(only), History.Ending.COMPLETED, 1);

        assertThat(TrainingNotes.card(List.of("cat"), CONFIG, Map.of(), history).notes())
                .containsOnlyKeys("epoch");
    }
}
