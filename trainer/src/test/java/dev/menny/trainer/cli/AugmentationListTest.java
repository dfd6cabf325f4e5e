package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.train.SettingsText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class AugmentationListTest {
    @Test
    void stepsAreAppliedInTheirOwnOrder() {
        assertThat(typed("grey=0.3,jitter,area-crop=0.4,crop,centre-crop=224x192,short-side=256,shift,rotate=20,flip"))
                .isEqualTo("flip=0.5,rotate=20,shift=0.1,short-side=256,centre-crop=224x192,crop=0.9,area-crop=0.4,"
                        + "jitter=0.2,grey=0.3");
    }

    @Test
    void defaultsComeFromThePreset() {
        assertThat(typed("flip, rotate,shift,crop,area-crop,jitter,grey"))
                .isEqualTo("flip=0.5,rotate=15,shift=0.1,crop=0.9,area-crop=0.5,jitter=0.2,grey=0.1");
        assertThat(typed("none")).isEqualTo("none");
    }

    @Test
    void whatIsShownCanBeTypedAgain() {
        String shown = typed("flip,rotate,centre-crop=64,crop");

        assertThat(typed(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blur|choose from flip, rotate, shift, short-side, centre-crop, crop, area-crop, jitter, grey, or none",
                "flip,rotate,flip=0.2|'flip' is there twice",
                "rotate=steep|'rotate' needs a number",
                "short-side|'short-side' needs a number of pixels",
                "centre-crop|'centre-crop' needs a number of pixels",
                "short-side=20x30|one number",
                "short-side=wide|'wide' is no size",
                "centre-crop=0|at least 1",
                "crop=1.5|above 0 to 1",
                "area-crop=0|above 0 to 1",
                "jitter=2|0 to 1",
                "grey=-1|0 to 1",
                "none,flip|'none' is no augmentation",
            })
    void mistakesSayHowToMendThem(String list, String hint) {
        assertThatThrownBy(() -> AugmentationList.parse(list))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining(hint);
    }

    private static String typed(String list) {
        return SettingsText.augmentations(AugmentationList.parse(list).steps());
    }
}
