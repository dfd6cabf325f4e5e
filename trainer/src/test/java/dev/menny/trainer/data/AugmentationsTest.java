package dev.menny.trainer.data;

import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shift;
import static dev.menny.trainer.data.TestPictures.grey;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.sample;
import static dev.menny.trainer.data.TestPictures.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationsTest {
    @Test
    void flipMirrorsLeftAndRight() {
        Picture flipped = flip(1).apply(grey(2, 3, 1, 2, 3, 4, 5, 6), drawing(0.5));

        assertThat(samples(flipped)).containsExactly(3, 2, 1, 6, 5, 4);
    }

    @Test
    void flipKeepsColoursTogetherAndUndoesItself() {
        Picture picture = noise(5, 4, 3, 1);

        Picture flipped = flip(1).apply(picture, drawing(0.5));

        assertThat(sample(flipped, 2, 0, 1)).isEqualTo(sample(picture, 2, 3, 1));
        assertThat(flipped.pixels()).isNotEqualTo(picture.pixels());
        assertThat(flip(1).apply(flipped, drawing(0.5)).pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void flipHappensAsOftenAsAsked() {
        Picture picture = noise(2, 2, 3, 1);
        RandomGenerator random = new SplittableRandom(1);

        long flips = IntStream.range(0, 10_000)
                .filter(i -> !Arrays.equals(flip(0.3).apply(picture, random).pixels(), picture.pixels()))
                .count();

        // Five standard deviations of a binomial distribution are 229.
        assertThat(flips).isBetween(2771L, 3229L);
        assertThat(flip(0).apply(picture, drawing(0))).isSameAs(picture);
    }

    @Test
    void noTurnChangesNothing() {
        Picture picture = noise(7, 9, 3, 1);

        assertThat(rotate(0).apply(picture, drawing(0.9)).pixels()).isEqualTo(picture.pixels());
        assertThat(rotate(15).apply(picture, drawing(0.5)).pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void quarterAndHalfTurnsMoveEveryPixel() {
        Picture square = grey(3, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Picture wide = grey(2, 3, 1, 2, 3, 4, 5, 6);

        assertThat(samples(rotate(90).apply(square, drawing(0)))).containsExactly(3, 6, 9, 2, 5, 8, 1, 4, 7);
        assertThat(samples(rotate(90).apply(square, drawing(1)))).containsExactly(7, 4, 1, 8, 5, 2, 9, 6, 3);
        assertThat(samples(rotate(180).apply(wide, drawing(0)))).containsExactly(6, 5, 4, 3, 2, 1);
    }

    @Test
    void turnIsBilinearAroundTheCentre() {
        Picture picture = noise(20, 30, 3, 4);

        Picture turned = rotate(40).apply(picture, drawing(0.9));

        double radians = Math.toRadians(40 * 0.8);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 30; x++) {
                double sourceX = 14.5 + Math.cos(radians) * (x - 14.5) + Math.sin(radians) * (y - 9.5);
                double sourceY = 9.5 - Math.sin(radians) * (x - 14.5) + Math.cos(radians) * (y - 9.5);
                double expected = bilinear(picture, sourceY, sourceX, 2);
                // Rounding, and positions in steps of 1/2048 of a pixel.
                assertThat((double) sample(turned, y, x, 2)).isCloseTo(expected, within(0.8));
            }
        }
    }

    @Test
    void turnedPicturesKeepTheirEdgesAtTheCorners() {
        Picture even = grey(4, 6, IntStream.generate(() -> 211).limit(24).toArray());

        assertThat(samples(rotate(45).apply(even, drawing(1)))).containsOnly(211);
    }

    @Test
    void shiftMovesWholePixelsAndRepeatsTheEdge() {
        Picture picture = grey(2, 4, 1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(samples(shift(0.5).apply(picture, drawing(1)))).containsExactly(1, 1, 1, 2, 1, 1, 1, 2);
        assertThat(samples(shift(0.5).apply(picture, drawing(0)))).containsExactly(7, 8, 8, 8, 7, 8, 8, 8);
        assertThat(shift(0.5).apply(picture, drawing(0.5))).isSameAs(picture);
    }

    @Test
    void shiftKeepsColoursTogether() {
        Picture picture = noise(8, 8, 3, 2);

        Picture moved = shift(0.25).apply(picture, drawing(0));

        assertThat(sample(moved, 1, 3, 2)).isEqualTo(sample(picture, 3, 5, 2));
        assertThat(sample(moved, 0, 7, 1)).isEqualTo(sample(picture, 2, 7, 1));
    }

    @Test
    void theSourceIsNotWrittenTo() {
        Picture picture = noise(6, 6, 3, 5);
        byte[] before = picture.pixels().clone();

        flip(1).apply(picture, drawing(0.5));
        rotate(30).apply(picture, drawing(0.1));
        shift(0.3).apply(picture, drawing(0.1));

        assertThat(picture.pixels()).isEqualTo(before);
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> flip(1.5)).isInstanceOf(DataException.class).hasMessageContaining("flip");
        assertThatThrownBy(() -> flip(Double.NaN)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> rotate(-1)).isInstanceOf(DataException.class).hasMessageContaining("rotate");
        assertThatThrownBy(() -> shift(1)).isInstanceOf(DataException.class).hasMessageContaining("shift");
        assertThat(flip(0.5)).hasToString("flip(0.5)");
        assertThat(rotate(15)).hasToString("rotate(15.0)");
    }

    /** A source of randomness that always draws this number. */
    private static RandomGenerator drawing(double number) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return number;
            }
        };
    }

    private static double bilinear(Picture picture, double y, double x, int c) {
        double clampedY = Math.clamp(y, 0.0, picture.height() - 1.0);
        double clampedX = Math.clamp(x, 0.0, picture.width() - 1.0);
        int top = (int) clampedY;
        int left = (int) clampedX;
        int bottom = Math.min(top + 1, picture.height() - 1);
        int right = Math.min(left + 1, picture.width() - 1);
        double down = clampedY - top;
        double across = clampedX - left;
        return (1 - down) * ((1 - across) * sample(picture, top, left, c) + across * sample(picture, top, right, c))
                + down * ((1 - across) * sample(picture, bottom, left, c) + across * sample(picture, bottom, right, c));
    }
}
