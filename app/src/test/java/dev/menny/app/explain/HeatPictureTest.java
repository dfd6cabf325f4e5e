package dev.menny.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.explain.HeatMap;
import org.junit.jupiter.api.Test;

class HeatPictureTest {
    @Test
    void warmPlacesCoverThePictureAndColdOnesDoNot() {
        float[] values = new float[32 * 32];
        values[5 * 32 + 20] = 1;
        values[25 * 32 + 3] = 0.5f;
        Decoded picture = Decoded.of(HeatPicture.png(new HeatMap(32, 32, values)));

        assertThat(picture.height()).isEqualTo(256);
        assertThat(picture.width()).isEqualTo(256);
        assertThat(picture.opacity(5 * 8 + 4, 20 * 8 + 4)).isBetween(180, 230);
        assertThat(picture.opacity(25 * 8 + 4, 3 * 8 + 4)).isBetween(80, 115);
        assertThat(picture.opacity(100, 100)).isZero();
        assertThat(picture.luminance(5 * 8 + 4, 20 * 8 + 4)).isGreaterThan(picture.luminance(25 * 8 + 4, 3 * 8 + 4));
    }

    @Test
    void colourAndOpacityRiseWithHeatAllTheWay() {
        float[] ramp = new float[256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i / 255f;
        }
        Decoded picture = Decoded.of(HeatPicture.png(new HeatMap(1, 256, ramp)));

        for (int x = 4; x < 256; x++) {
            // Dark colours are rounded coarsely, so that neighbours may be as dark.
            assertThat(picture.luminance(0, x)).as("heat %d", x).isGreaterThan(picture.luminance(0, x - 4));
            assertThat(picture.opacity(0, x)).isGreaterThan(picture.opacity(0, x - 4));
        }
        assertThat(picture.luminance(0, 0)).isLessThan(0.01);
        assertThat(picture.luminance(0, 255)).isGreaterThan(0.85);
        for (int x = 32; x < 256; x++) {
            // Lightness as people see it: no step is much larger than the others.
            assertThat(Math.cbrt(picture.luminance(0, x)) - Math.cbrt(picture.luminance(0, x - 32)))
                    .isBetween(0.05, 0.15);
        }
    }

    @Test
    void becomesSmoothBetweenPlaces() {
        Decoded picture = Decoded.of(HeatPicture.png(new HeatMap(1, 2, new float[] {0, 1})));

        assertThat(picture.width()).isEqualTo(256);
        assertThat(picture.height()).isEqualTo(128);
        assertThat(picture.opacity(64, 0)).isZero();
        assertThat(picture.opacity(64, 128)).isCloseTo(picture.opacity(64, 255) / 2, within(2));
        for (int x = 1; x < 256; x++) {
            assertThat(picture.opacity(0, x) - picture.opacity(0, x - 1)).isBetween(0, 3);
        }
    }

    @Test
    void aLargeMapKeepsItsSizeAndASmallOneGrowsByWholeFactors() {
        assertThat(Decoded.of(HeatPicture.png(new HeatMap(300, 2, new float[600])))
                        .height())
                .isEqualTo(300);
        Decoded picture = Decoded.of(HeatPicture.png(new HeatMap(100, 60, new float[6000])));
        assertThat(picture.height()).isEqualTo(300);
        assertThat(picture.width()).isEqualTo(180);
    }

    @Test
    void whereNothingWasSeenNothingIsShown() {
        Decoded picture = Decoded.of(HeatPicture.png(new HeatMap(4, 4, new float[16])));

        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                assertThat(picture.opacity(y, x)).isZero();
            }
        }
    }
}
