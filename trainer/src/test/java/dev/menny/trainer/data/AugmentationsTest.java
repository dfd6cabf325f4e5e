package dev.menny.trainer.data;

import static dev.menny.trainer.data.Augmentations.areaCrop;
import static dev.menny.trainer.data.Augmentations.centreCrop;
import static dev.menny.trainer.data.Augmentations.crop;
import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.jitter;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shift;
import static dev.menny.trainer.data.Augmentations.shortSide;
import static dev.menny.trainer.data.TestPictures.grey;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.sample;
import static dev.menny.trainer.data.TestPictures.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    void aCropIsAWindowSomewhereInThePicture() {
        Picture picture = noise(20, 30, 3, 6);
        RandomGenerator random = new SplittableRandom(1);
        Set<List<Integer>> places = new HashSet<>();

        for (int i = 0; i < 2000; i++) {
            Picture window = crop(0.9).apply(picture, random);
            assertThat(window.height()).isEqualTo(18);
            assertThat(window.width()).isEqualTo(27);
            places.add(placeOf(window, picture));
        }

        // Every place there is: 3 rows by 4 columns.
        assertThat(places).hasSize(12);
        assertThat(crop(1).apply(picture, random)).isSameAs(picture);
        assertThat(crop(0.001).apply(picture, random).pixels()).hasSize(3);
    }

    @Test
    void anAreaCropKeepsAnEvenlyDrawnShareOfTheAreaAndAlmostTheProportions() {
        Picture picture = noise(300, 400, 1, 7);
        RandomGenerator random = new SplittableRandom(2);
        double sum = 0;
        double least = 1;
        double tallest = 1;
        double widest = 1;
        for (int i = 0; i < 2000; i++) {
            Picture window = areaCrop(0.2).apply(picture, random);
            double area = window.height() * window.width() / (300.0 * 400);
            double aspect = window.width() / 400.0 * 300 / window.height();
            assertThat(area).isBetween(0.197, 1.0);
            assertThat(aspect).isBetween(0.74, 1.36);
            sum += area;
            least = Math.min(least, area);
            tallest = Math.min(tallest, aspect);
            widest = Math.max(widest, aspect);
        }

        // A mean of 0.6 with a standard error of 0.8 / sqrt(12 x 2000).
        assertThat(sum / 2000).isCloseTo(0.6, within(0.026));
        assertThat(least).isLessThan(0.21);
        assertThat(tallest).isLessThan(0.76);
        assertThat(widest).isGreaterThan(1.32);
        assertThat(areaCrop(1).apply(picture, random)).isSameAs(picture);
    }

    @Test
    void jitterMultipliesBrightnessContrastAndSaturation() {
        Picture picture = noise(9, 11, 3, 8);
        for (double[] draws : new double[][] {{0.9, 0.5, 0.5}, {0.5, 0.1, 0.5}, {0.5, 0.5, 1}, {0.2, 0.8, 0.3}}) {
            double brightness = 1 + (2 * draws[0] - 1) * 0.4;
            double contrast = 1 + (2 * draws[1] - 1) * 0.4;
            double saturation = 1 + (2 * draws[2] - 1) * 0.4;
            double mean = 0;
            for (int i = 0; i < 99; i++) {
                mean += brightness * luma(picture, i) / 99;
            }

            Picture changed = jitter(0.4).apply(picture, drawing(draws));

            double[] stretched = new double[3];
            for (int i = 0; i < 99; i++) {
                for (int c = 0; c < 3; c++) {
                    double value = sample(picture, i / 11, i % 11, c) * brightness;
                    stretched[c] = Math.clamp(mean + (value - mean) * contrast, 0, 255);
                }
                double grey = 0.299 * stretched[0] + 0.587 * stretched[1] + 0.114 * stretched[2];
                for (int c = 0; c < 3; c++) {
                    double expected = Math.clamp(grey + (stretched[c] - grey) * saturation, 0, 255);
                    // Rounded three times on the way, with weights in 256ths.
                    assertThat((double) sample(changed, i / 11, i % 11, c)).isCloseTo(expected, within(2.5));
                }
            }
        }
    }

    @Test
    void jitterWithoutStrengthChangesNothing() {
        Picture colour = noise(5, 5, 3, 9);
        Picture grey = noise(5, 5, 1, 9);

        assertThat(jitter(0).apply(colour, drawing(0.9)).pixels()).isEqualTo(colour.pixels());
        assertThat(jitter(0).apply(grey, drawing(0.9)).pixels()).isEqualTo(grey.pixels());
        assertThat(samples(jitter(0.5).apply(grey(1, 2, 100, 100), drawing(1, 0.5, 0.5))))
                .containsExactly(150, 150);
    }

    @Test
    void greyKeepsThreeChannels() {
        Picture picture = noise(4, 5, 3, 10);

        Picture faded = Augmentations.grey(0.3).apply(picture, drawing(0.29));

        assertThat(faded.pixels())
                .isEqualTo(picture.withChannels(1).withChannels(3).pixels());
        assertThat(Augmentations.grey(0.3).apply(picture, drawing(0.3))).isSameAs(picture);
        Picture single = noise(4, 5, 1, 10);
        assertThat(Augmentations.grey(1).apply(single, drawing(0))).isSameAs(single);
    }

    @Test
    void theShortSideIsBroughtToItsLengthInProportion() {
        Picture wide = shortSide(10).apply(noise(30, 45, 3, 11), drawing(0.5));
        Picture tall = shortSide(20).apply(noise(16, 10, 1, 11), drawing(0.5));

        assertThat(List.of(wide.height(), wide.width())).containsExactly(10, 15);
        assertThat(List.of(tall.height(), tall.width())).containsExactly(32, 20);
    }

    @Test
    void theCentreIsCutOutWhereThereIsOne() {
        Picture picture = noise(20, 31, 3, 12);

        assertThat(placeOf(centreCrop(10, 11).apply(picture, drawing(0)), picture))
                .containsExactly(5, 10);
        assertThat(centreCrop(50, 11).apply(picture, drawing(0)).height()).isEqualTo(20);
        assertThat(centreCrop(50, 50).apply(picture, drawing(0))).isSameAs(picture);
    }

    @Test
    void aSeedMeansTheSameBytesOnEveryMachine() {
        Picture picture = noise(40, 50, 3, 13);
        RandomGenerator random = new SplittableRandom(99);
        for (Augmentation step : List.of(flip(0.5), rotate(30), shift(0.1), crop(0.9), areaCrop(0.5), jitter(0.4))) {
            picture = step.apply(picture, random);
        }

        assertThat(List.of(picture.height(), picture.width(), Arrays.hashCode(picture.pixels())))
                .containsExactly(32, 43, 905_236_727);
    }

    @Test
    void theSourceIsNotWrittenTo() {
        Picture picture = noise(6, 6, 3, 5);
        byte[] before = picture.pixels().clone();

        flip(1).apply(picture, drawing(0.5));
        rotate(30).apply(picture, drawing(0.1));
        shift(0.3).apply(picture, drawing(0.1));
        jitter(0.5).apply(picture, drawing(0.1));
        Augmentations.grey(1).apply(picture, drawing(0.1));

        assertThat(picture.pixels()).isEqualTo(before);
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        assertThatThrownBy(() -> flip(1.5)).isInstanceOf(DataException.class).hasMessageContaining("flip");
        assertThatThrownBy(() -> flip(Double.NaN)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> rotate(-1)).isInstanceOf(DataException.class).hasMessageContaining("rotate");
        assertThatThrownBy(() -> shift(1)).isInstanceOf(DataException.class).hasMessageContaining("shift");
        assertThatThrownBy(() -> crop(0)).isInstanceOf(DataException.class).hasMessageContaining("crop");
        assertThatThrownBy(() -> areaCrop(1.1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("area-crop");
        assertThatThrownBy(() -> jitter(-0.1)).isInstanceOf(DataException.class).hasMessageContaining("jitter");
        assertThatThrownBy(() -> Augmentations.grey(2))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("grey");
        assertThatThrownBy(() -> shortSide(0)).isInstanceOf(DataException.class).hasMessageContaining("short-side");
        assertThatThrownBy(() -> centreCrop(1, 0))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("centre-crop");
        assertThat(flip(0.5)).hasToString("flip(0.5)");
        assertThat(rotate(15)).hasToString("rotate(15.0)");
    }

    /** A source of randomness that draws these numbers, the last one again and again. */
    private static RandomGenerator drawing(double... numbers) {
        return new RandomGenerator() {
            private int drawn;

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return numbers[Math.min(drawn++, numbers.length - 1)];
            }
        };
    }

    private static double luma(Picture picture, int pixel) {
        int y = pixel / picture.width();
        int x = pixel % picture.width();
        return 0.299 * sample(picture, y, x, 0) + 0.587 * sample(picture, y, x, 1) + 0.114 * sample(picture, y, x, 2);
    }

    /** Row and column at which a window was cut out of a picture. */
    private static List<Integer> placeOf(Picture window, Picture picture) {
        for (int top = 0; top <= picture.height() - window.height(); top++) {
            for (int left = 0; left <= picture.width() - window.width(); left++) {
                Picture candidate = picture.window(top, left, window.height(), window.width());
                if (Arrays.equals(candidate.pixels(), window.pixels())) {
                    return List.of(top, left);
                }
            }
        }
        throw new AssertionError("no window of the picture");
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
