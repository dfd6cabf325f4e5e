package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessingTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
    void noShareOfAPictureToLookAt(double centre) {
        assertThatThrownBy(() -> new Preprocessing(8, 8, 3, Fit.CROP, centre))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the share of a picture to look at lies above 0 and up to 1, got " + centre);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 0.85, 1})
    void aShareOfAPictureToLookAt(double centre) {
        assertThat(new Preprocessing(8, 8, 3, Fit.CROP, centre).centre()).isEqualTo(centre);
    }

    @Test
    void unlessToldOtherwiseAllOfItIsLookedAt() {
        assertThat(new Preprocessing(8, 6, 3)).isEqualTo(new Preprocessing(8, 6, 3, Fit.CROP, 1));
    }
}
