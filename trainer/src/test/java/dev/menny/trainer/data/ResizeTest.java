package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.grey;
import static dev.menny.trainer.data.TestPictures.mean;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.sample;
import static dev.menny.trainer.data.TestPictures.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
    @Test
    void thePictureItselfWhereTheSizeIsRight() {
        Picture picture = noise(4, 5, 3, 1);

        assertThat(Resize.to(picture, 4, 5)).isSameAs(picture);
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 1", "1, 3", "3, 5", "7, 4"})
    void wholeFactorsGiveTheRoundedMeanOfEachBlock(int down, int across) {
        Picture picture = noise(6 * down, 5 * across, 3, 2);

        Picture small = Resize.to(picture, 6, 5);

        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 5; x++) {
                for (int c = 0; c < 3; c++) {
                    assertThat(sample(small, y, x, c)).isEqualTo(blockMean(picture, y, x, c, down, across));
                }
            }
        }
    }

    @Test
    void pixelsOnABorderCountByTheirShare() {
        // Three pixels to two: each new one is one whole pixel and half of the middle one.
        assertThat(samples(Resize.to(grey(1, 3, 30, 90, 240), 1, 2))).containsExactly(50, 190);
    }

    @Test
    void growingInterpolatesBetweenCentres() {
        assertThat(samples(Resize.to(grey(1, 2, 0, 200), 1, 4))).containsExactly(0, 50, 150, 200);
        assertThat(samples(Resize.to(grey(2, 1, 0, 200), 4, 1))).containsExactly(0, 50, 150, 200);
        assertThat(samples(Resize.to(grey(1, 1, 9), 2, 3))).containsOnly(9);
    }

    @ParameterizedTest
    @CsvSource({"512, 512, 128, 128", "300, 200, 128, 96", "97, 61, 64, 64", "64, 48, 128, 128", "100, 30, 50, 60"})
    void theMeanStays(int height, int width, int newHeight, int newWidth) {
        Picture picture = noise(height, width, 3, 3);

        Picture resized = Resize.to(picture, newHeight, newWidth);

        assertThat(resized.height()).isEqualTo(newHeight);
        assertThat(resized.width()).isEqualTo(newWidth);
        assertThat(mean(resized)).isCloseTo(mean(picture), within(1.0));
    }

    @Test
    void anEvenAreaStaysEven() {
        byte[] white = new byte[37 * 23 * 3];
        Arrays.fill(white, (byte) 255);
        Picture picture = new Picture(37, 23, 3, white);

        assertThat(samples(Resize.to(picture, 16, 50))).containsOnly(255);
        assertThat(samples(Resize.to(picture, 80, 7))).containsOnly(255);
    }

    private static int blockMean(Picture picture, int y, int x, int c, int down, int across) {
        int sum = 0;
        for (int i = 0; i < down; i++) {
            for (int j = 0; j < across; j++) {
                sum += sample(picture, y * down + i, x * across + j, c);
            }
        }
        return (int) Math.round((double) sum / (down * across));
    }
}
