package dev.menny.trainer.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void sharesAndLosses() {
        assertThat(Figures.percent(0.7834)).isEqualTo("78.3 %");
        assertThat(Figures.percent(Double.NaN)).isEqualTo("-");
        assertThat(Figures.loss(0.12345)).isEqualTo("0.1235");
        assertThat(Figures.loss(Double.NaN)).isEqualTo("-");
    }

    @Test
    void countsAndDurations() {
        assertThat(Figures.pictures(1)).isEqualTo("1 picture");
        assertThat(Figures.pictures(1234)).isEqualTo("1,234 pictures");
        assertThat(Figures.duration(12.34)).isEqualTo("12.3 s");
        assertThat(Figures.duration(59.99)).isEqualTo("1 min 0 s");
        assertThat(Figures.duration(250)).isEqualTo("4 min 10 s");
        assertThat(Figures.duration(7500)).isEqualTo("2 h 5 min");
    }
}
