package dev.menny.trainer.data;

import static dev.menny.trainer.data.Augmentations.areaCrop;
import static dev.menny.trainer.data.Augmentations.centreCrop;
import static dev.menny.trainer.data.Augmentations.crop;
import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.jitter;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shift;
import static dev.menny.trainer.data.Augmentations.shortSide;
import static dev.menny.trainer.data.TestPictures.noise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.DeviceBuffer;
import dev.menny.io.Fit;
import dev.menny.tensor.Scope;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device makes of a picture that it was told about, beside what the host makes of its bytes. */
class ViewTest {
    private static final Backend BACKEND = Backends.open("reference", 1);
    private static final int DRAWS = 20;

    // In 255ths. The host rounds to bytes once or twice on the way, and bends a line twice where it repeats an edge.
    private static final Difference GEOMETRY = new Difference(1.75, 0.4);
    // The host rounds three or four times, in part before contrast and saturation multiply what it rounded away.
    private static final Difference COLOURS = new Difference(2.5, 0.5);
    // The host clips to [0, 255] what it then averages, a device averages first.
    private static final Difference CLIPPED = new Difference(9, 0.6);
    // Once rounded, nothing else.
    private static final Difference ROUNDING = new Difference(0.501, 0.3);

    /**
     * How far two pictures may lie apart, or lie apart, in 255ths.
     *
     * @param largest of all samples
     * @param mean of their absolute differences
     */
    private record Difference(double largest, double mean) {
        void assertWithin(Difference allowed) {
            assertThat(largest).as("largest difference").isLessThanOrEqualTo(allowed.largest);
            assertThat(mean).as("mean difference").isLessThanOrEqualTo(allowed.mean);
        }
    }

    @AfterAll
    static void close() {
        BACKEND.close();
    }

    static Stream<List<Augmentation>> geometry() {
        return Stream.of(
                List.of(),
                List.of(flip(1)),
                List.of(rotate(30)),
                List.of(rotate(180)),
                List.of(shift(0.3)),
                List.of(crop(0.6)),
                List.of(areaCrop(0.3)),
                List.of(shortSide(50)),
                List.of(centreCrop(40, 44)),
                List.of(flip(0.5), rotate(15), shift(0.1)),
                List.of(flip(0.5), rotate(30), shift(0.3), crop(0.7)),
                List.of(shift(0.5), shift(0.5), crop(0.3), rotate(20), shift(0.6), crop(0.2)),
                List.of(shift(0.3), crop(0.5), rotate(45), areaCrop(0.3), shift(0.2), flip(1)),
                List.of(shortSide(40), rotate(20), centreCrop(36, 30)));
    }

    @ParameterizedTest
    @MethodSource
    void geometry(List<Augmentation> steps) {
        for (Picture picture :
                List.of(ramp(70, 81, 3), ramp(64, 64, 3), ramp(25, 22, 1), ramp(40, 48, 3), waves(70, 81, 3))) {
            for (Fit fit : Fit.values()) {
                difference(picture, new PictureFormat(32, 32, picture.channels(), fit), steps)
                        .assertWithin(GEOMETRY);
            }
        }
    }

    static Stream<List<Augmentation>> colours() {
        return Stream.of(
                List.of(jitter(0.4)),
                List.of(Augmentations.grey(1)),
                List.of(crop(0.5), jitter(0.4)),
                List.of(jitter(0.3), Augmentations.grey(0.5)),
                List.of(Augmentations.grey(0.5), jitter(0.3), flip(0.5), jitter(0.2)),
                List.of(flip(0.5), rotate(30), shift(0.3), crop(0.7), jitter(0.3), Augmentations.grey(0.5)));
    }

    @ParameterizedTest
    @MethodSource
    void colours(List<Augmentation> steps) {
        for (Picture picture : List.of(ramp(70, 81, 3), ramp(25, 22, 1), ramp(40, 48, 3))) {
            for (Fit fit : Fit.values()) {
                difference(picture, new PictureFormat(32, 32, picture.channels(), fit), steps)
                        .assertWithin(COLOURS);
            }
        }
    }

    @Test
    void coloursThatLeaveTheirRange() {
        for (List<Augmentation> steps :
                List.<List<Augmentation>>of(List.of(jitter(0.8)), List.of(crop(0.5), jitter(0.8)))) {
            difference(waves(70, 81, 3), new PictureFormat(32, 32, 3), steps).assertWithin(CLIPPED);
        }
    }

    /** Steps that move whole pixels, on noise: each pixel at its very place, edges included, to the last bit. */
    static Stream<List<Augmentation>> wholePixels() {
        return Stream.of(
                List.of(),
                List.of(flip(1)),
                List.of(shift(0.4)),
                List.of(crop(0.8)),
                List.of(centreCrop(32, 40)),
                List.of(flip(0.5), shift(0.3), crop(0.8)),
                List.of(shift(0.5), flip(0.5), shift(0.5), shift(0.9), crop(0.8)));
    }

    @ParameterizedTest
    @MethodSource
    void wholePixels(List<Augmentation> steps) {
        for (Picture picture : List.of(noise(40, 50, 3, 1), noise(40, 50, 1, 2))) {
            Picture kept = varied(picture, steps, 0);
            PictureFormat format = new PictureFormat(kept.height(), kept.width(), picture.channels());
            for (int draw = 0; draw < DRAWS; draw++) {
                assertThat(sampled(picture, format, steps, draw)).isEqualTo(made(picture, format, steps, draw));
            }
        }
    }

    /** Noise that is turned, then moved: what the corners and the gaps repeat must be the very pixels of the host. */
    @Test
    void edgesAreRepeatedWhereTheHostRepeatsThem() {
        Picture picture = noise(40, 50, 3, 3);
        PictureFormat format = new PictureFormat(40, 50, 3);
        // The host's positions have 11 fraction bits, and neighbours differ by up to 255.
        Difference allowed = new Difference(0.7, 0.27);

        for (List<Augmentation> steps : List.<List<Augmentation>>of(
                List.of(rotate(30)),
                List.of(rotate(30), shift(0.4)),
                List.of(shift(0.4), rotate(30)),
                List.of(flip(0.5), shift(0.2), rotate(180), shift(0.3), flip(0.5), shift(0.3)))) {
            difference(picture, format, steps).assertWithin(allowed);
        }
    }

    /** Two pixels a pixel are averaged, as the host does it, whatever they hold: nothing is passed over. */
    @Test
    void whatShrinksByWholeNumbersIsAveraged() {
        for (int factor : new int[] {2, 3, 5}) {
            Picture picture = noise(16 * factor, 12 * factor, 3, factor);
            difference(picture, new PictureFormat(16, 12, 3), List.of(flip(0.5)))
                    .assertWithin(ROUNDING);
        }
    }

    @Test
    void theMeanOfAViewIsThatOfWhatIsSeen() {
        StoredPicture stored = StoredPicture.of(ramp(60, 100, 3), 0);
        List<Augmentation> steps = List.of(rotate(20), crop(0.4));
        for (int draw = 0; draw < DRAWS; draw++) {
            Picture cut = ramp(60, 100, 3);
            View view = View.of(stored);
            RandomGenerator random = Seeds.stream(draw);
            RandomGenerator same = Seeds.stream(draw);
            for (PlannedAugmentation step : PlannedAugmentation.of(steps)) {
                cut = step.apply(cut, random);
                view = step.change(view, same);
            }
            // Without brightness and saturation, all but a thousandth of the contrast taken away leaves the mean.
            double[] matrix = view.jittered(1, 0.001, 1).colours().getFirst().matrix();
            assertThat(255 * matrix[3] / 0.999).isBetween(luma(cut) - 1.5, luma(cut) + 1.5);
        }
    }

    @Test
    void onlyOneTurnCanBeTold() {
        assertThat(PlannedAugmentation.planned(List.of(flip(1), rotate(3), shift(0.1))))
                .isTrue();
        assertThat(PlannedAugmentation.planned(List.of(rotate(3), rotate(3)))).isFalse();
        assertThat(PlannedAugmentation.planned(List.of((picture, random) -> picture)))
                .isFalse();
        View turned = View.of(StoredPicture.of(noise(4, 5, 1, 1), 0)).turned(0.1);
        assertThatThrownBy(() -> turned.turned(0.1)).isInstanceOf(IllegalStateException.class);
    }

    private static Difference difference(Picture picture, PictureFormat format, List<Augmentation> steps) {
        double largest = 0;
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            float[] expected = made(picture, format, steps, draw);
            float[] actual = sampled(picture, format, steps, draw);
            for (int i = 0; i < expected.length; i++) {
                double difference = 255 * Math.abs((double) actual[i] - expected[i]);
                largest = Math.max(largest, difference);
                sum += difference;
            }
        }
        return new Difference(largest, sum / DRAWS / format.samples());
    }

    private static PictureStore store(PictureFormat format, List<Augmentation> steps) {
        return new PictureStore(format.withCentre(PictureStore.keptShare(steps)), steps, 0);
    }

    /** By the host. */
    private static float[] made(Picture picture, PictureFormat format, List<Augmentation> steps, int draw) {
        Picture host = store(format, steps).finished(varied(picture, steps, draw));
        float[] floats = new float[format.samples()];
        host.toFloats(floats, 0);
        return floats;
    }

    private static Picture varied(Picture picture, List<Augmentation> steps, int draw) {
        Picture changed = picture;
        RandomGenerator random = Seeds.stream(draw);
        for (Augmentation step : steps) {
            changed = step.apply(changed, random);
        }
        return changed;
    }

    /** By the kernel. */
    private static float[] sampled(Picture picture, PictureFormat format, List<Augmentation> steps, int draw) {
        View view = View.of(StoredPicture.of(picture, 0));
        RandomGenerator random = Seeds.stream(draw);
        int stages = 0;
        for (PlannedAugmentation step : PlannedAugmentation.of(steps)) {
            view = step.change(view, random);
            stages += step.colourStages(picture.channels());
        }
        View changed = store(format, steps).finished(view);
        try (Scope scope = Scope.open(BACKEND)) {
            DeviceBuffer bytes = scope.bytes(picture.pixels().length);
            BACKEND.memory().upload(picture.pixels(), bytes);
            BatchMaker.Pending batch = new SampledBatches(format, bytes, stages, index -> changed).begin(new int[1]);
            batch.load(0, 0);
            return batch.ready().pixels(scope).toArray();
        }
    }

    private static double luma(Picture picture) {
        return TestPictures.mean(picture.withChannels(1));
    }

    /** Brightness that rises evenly across and down, or falls in green. */
    private static Picture ramp(int height, int width, int channels) {
        return painted(height, width, channels, (y, x, c) -> 20 + 1.5 * (c == 1 ? width - x : x) + y);
    }

    /** Smooth, and nowhere even. */
    private static Picture waves(int height, int width, int channels) {
        return painted(
                height,
                width,
                channels,
                (y, x, c) -> 127.5 + 51 * Math.sin((x + 3 * c) / 16 + 1) + 51 * Math.cos((y - 0.4 * x + c) / 20));
    }

    private interface Paint {
        double at(double y, double x, int c);
    }

    private static Picture painted(int height, int width, int channels, Paint paint) {
        byte[] pixels = new byte[height * width * channels];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / channels % width;
            pixels[i] = (byte) Math.round(paint.at(i / channels / width, x, i % channels));
        }
        return new Picture(height, width, channels, pixels);
    }
}
