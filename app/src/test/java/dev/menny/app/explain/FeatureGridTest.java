package dev.menny.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.explain.FeatureMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureGridTest {
    private static FeatureGrid grid(int height, int width, int channels) {
        return FeatureGrid.of(
                new FeatureMap(2, "ConvBlock", height, width, channels, new float[height * width * channels]));
    }

    @ParameterizedTest
    @CsvSource({
        // height, width, channels, shown, columns, grid width, grid height
        "64, 64, 16, 16, 4, 515, 515",
        "32, 32, 32, 32, 8, 519, 259",
        "16, 16, 128, 64, 8, 647, 647",
        "256, 256, 16, 16, 4, 1027, 1027",
        "256, 256, 32, 32, 8, 1031, 515",
        "8, 8, 1, 1, 1, 640, 640",
        "4, 4, 7, 7, 3, 638, 638",
        "10, 40, 16, 16, 2, 641, 647",
        "1, 1, 64, 64, 8, 647, 647",
    })
    void isAboutSquareAndOfUsefulSize(
            int height, int width, int channels, int shown, int columns, int gridWidth, int gridHeight) {
        FeatureGrid grid = grid(height, width, channels);

        assertThat(grid.name()).isEqualTo("ConvBlock");
        assertThat(grid.layer()).isEqualTo(2);
        assertThat(grid.height()).isEqualTo(height);
        assertThat(grid.width()).isEqualTo(width);
        assertThat(grid.channels()).isEqualTo(channels);
        assertThat(grid.shown()).isEqualTo(shown);
        assertThat(grid.columns()).isEqualTo(columns);
        assertThat(Decoded.of(grid.png()).width()).isEqualTo(gridWidth);
        assertThat(Decoded.of(grid.png()).height()).isEqualTo(gridHeight);
    }

    /** Three features of 2x2: one lights up at one place, one at another and twice as much, one is below 0 throughout. */
    @Test
    void eachTileReachesFromZeroToItsOwnMaximum() {
        float[] values = {
            5, 0, -1, /**/ 2.5f, 0, -2, //
            0, 0, -3, /**/ -7, 10, -4, //
        };
        FeatureGrid grid = FeatureGrid.of(new FeatureMap(0, "Conv2d", 2, 2, 3, values));
        Decoded picture = Decoded.of(grid.png());
        int tile = 212;
        int pixel = tile / 2;
        int second = tile + 1;
        int third = 2 * second;

        assertThat(grid.columns()).isEqualTo(3);
        assertThat(picture.width()).isEqualTo(3 * tile + 2);
        double brightest = picture.luminance(0, 0);
        assertThat(brightest).isGreaterThan(0.85);
        assertThat(picture.luminance(pixel - 1, pixel - 1)).isEqualTo(brightest);
        assertThat(picture.luminance(0, pixel)).isBetween(0.1, 0.3);
        assertThat(picture.luminance(pixel, pixel)).as("below zero").isLessThan(0.01);
        assertThat(picture.luminance(pixel, second + pixel)).isEqualTo(brightest);
        assertThat(picture.luminance(pixel, second)).isLessThan(0.01);
        for (int at : new int[] {0, pixel}) {
            assertThat(picture.luminance(at, third + at)).as("a dead feature").isLessThan(0.01);
        }
        assertThat(picture.opacity(0, 0)).isEqualTo(255);
        assertThat(picture.opacity(0, tile)).as("the gap").isZero();
        assertThat(picture.opacity(tile - 1, third + tile - 1)).isEqualTo(255);
    }

    @Test
    void largeTilesAreAveraged() {
        int side = 1200;
        float[] stripes = new float[side * side];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = i % 2;
        }
        Decoded picture = Decoded.of(FeatureGrid.of(new FeatureMap(0, "Conv2d", side, side, 1, stripes))
                .png());

        assertThat(picture.width()).isEqualTo(600);
        assertThat(picture.luminance(300, 300)).as("half").isBetween(0.1, 0.3);
    }

    @Test
    void whatIsNotShownLeavesNoTile() {
        Decoded picture = Decoded.of(grid(4, 4, 7).png());

        assertThat(picture.opacity(picture.height() - 1, 0)).isEqualTo(255);
        assertThat(picture.opacity(picture.height() - 1, picture.width() - 1)).isZero();
    }
}
