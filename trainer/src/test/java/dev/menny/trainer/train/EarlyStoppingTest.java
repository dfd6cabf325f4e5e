package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    @Test
    void stopsAfterAsManyEpochsWithoutALowerLossAsPatienceSays() {
        EarlyStopping stopping = new EarlyStopping(2);

        assertThat(stopping.improves(1.0)).isTrue();
        assertThat(stopping.improves(1.5)).isFalse();
        assertThat(stopping.isExhausted()).isFalse();
        assertThat(stopping.improves(0.9)).isTrue();
        assertThat(stopping.improves(0.9)).as("an equal loss is no improvement").isFalse();
        assertThat(stopping.isExhausted()).isFalse();
        assertThat(stopping.improves(0.95)).isFalse();
        assertThat(stopping.isExhausted()).isTrue();
    }

    @Test
    void neverStopsWithoutPatience() {
        EarlyStopping stopping = new EarlyStopping(0);
        stopping.improves(1.0);

        for (int epoch = 0; epoch < 100; epoch++) {
            assertThat(stopping.improves(2.0)).isFalse();
            assertThat(stopping.isExhausted()).isFalse();
        }
    }
}
