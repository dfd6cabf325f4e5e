package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCsvTest {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,images_per_s,seconds,best\n";

    @Test
    void oneLinePerEpochBelowTheNames() {
        String text = HistoryCsv.toText(List.of(
                new EpochResult(1, new Score(0.5, 0.25), new Score(0.125, 1), true, 12.5, 3),
                new EpochResult(2, new Score(0.1, 1), null, false, 20, 0.1 + 0.2)));

        assertThat(text)
                .isEqualTo(HEADER + "1,0.5,0.25,0.125,1.0,12.5,3.0,true\n"
                        + "2,0.1,1.0,,,20.0,0.30000000000000004,false\n");
    }

    @Test
    void readsBackToTheLastBit() {
        Random random = new Random(7);
        List<EpochResult> epochs = new ArrayList<>();
        for (int epoch = 1; epoch <= 500; epoch++) {
            Score validation = epoch % 3 == 0 ? null : new Score(anyDouble(random), anyDouble(random));
            epochs.add(new EpochResult(
                    epoch,
                    new Score(anyDouble(random), anyDouble(random)),
                    validation,
                    epoch % 2 == 0,
                    anyDouble(random),
                    anyDouble(random)));
        }

        assertThat(HistoryCsv.parse(HistoryCsv.toText(epochs))).isEqualTo(epochs);
    }

    @Test
    void noEpochsReadBackAsNone() {
        assertThat(HistoryCsv.toText(List.of())).isEqualTo(HEADER);
        assertThat(HistoryCsv.parse(HEADER)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,0.5,0.25,0.125,1.0,12.5,3.0",
                "1,0.5,0.25,0.125,1.0,12.5,3.0,true,",
                "one,0.5,0.25,0.125,1.0,12.5,3.0,true",
                "1,0.5,0.25,0.125,,12.5,3.0,true",
                "1,,0.25,0.125,1.0,12.5,3.0,true",
                "1,0.5,0.25,0.125,1.0,12.5,3.0,yes",
                ""
            })
    void namesTheLineThatIsNoEpoch(String line) {
        String text = HEADER + "1,0.5,0.25,0.125,1.0,12.5,3.0,true\n" + line + "\n";

        assertThatThrownBy(() -> HistoryCsv.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void refusesOtherTexts() {
        assertThatThrownBy(() -> HistoryCsv.parse("")).hasMessageContaining("epoch,train_loss");
        assertThatThrownBy(() -> HistoryCsv.parse("epoch,loss\n1,0.5\n")).hasMessageContaining("epoch,train_loss");
    }

    /** Any finite number, of any size. */
    private static double anyDouble(Random random) {
        double number = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(number) ? number : 0.1;
    }
}
