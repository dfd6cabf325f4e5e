package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.data.PictureSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SizeTextTest {
    private static PictureSize size(String typed) {
        return new SizeText().convert(typed);
    }

    @Test
    void oneNumberIsASquare() {
        assertThat(size("128")).isEqualTo(new PictureSize(128, 128));
        assertThat(size("1")).isEqualTo(new PictureSize(1, 1));
    }

    @Test
    void twoAreWidthAndHeight() {
        assertThat(size("96x128")).isEqualTo(new PictureSize(128, 96));
        assertThat(size("96×128")).isEqualTo(new PictureSize(128, 96));
        assertThat(size("96X128")).isEqualTo(new PictureSize(128, 96));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "big", "1.5", "96x", "x96", "96x128x3", " 96", "12345678", "96 x 128"})
    void otherTextsAreNoSize(String typed) {
        assertThatThrownBy(() -> size(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is no size: write one number such as 128, or width x height such as 96x128", typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-8", "0x8", "8x0", "8x-8"})
    void nothingIsNoSize(String typed) {
        assertThatThrownBy(() -> size(typed))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'%s' is no size: width and height must be at least 1", typed);
    }
}
