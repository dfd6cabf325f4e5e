package dev.menny.trainer.data;

import static dev.menny.trainer.data.Augmentations.areaCrop;
import static dev.menny.trainer.data.Augmentations.centreCrop;
import static dev.menny.trainer.data.Augmentations.crop;
import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shortSide;
import static dev.menny.trainer.data.TestPictures.image;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.sample;
import static dev.menny.trainer.data.TestPictures.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.io.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStoreTest {
    private static final PictureFormat FORMAT = new PictureFormat(100, 100, 3);
    private static final PictureSize PHOTO = new PictureSize(3000, 4000);

    @TempDir
    Path folder;

    @Test
    void photographsAreKeptAtTwiceWhatTheModelSees() {
        assertThat(copySize(FORMAT, flip(0.5), rotate(15))).isEqualTo(new PictureSize(200, 267));
        assertThat(copySize(new PictureFormat(100, 300, 3), flip(0.5))).isEqualTo(new PictureSize(450, 600));
        assertThat(copySize(new PictureFormat(100, 100, 1, Fit.PAD), flip(0.5))).isEqualTo(new PictureSize(200, 267));
    }

    @Test
    void theClosestCropStillSeesEveryPixelItNeeds() {
        assertThat(copySize(FORMAT, crop(0.25))).isEqualTo(new PictureSize(400, 534));
        assertThat(copySize(FORMAT, crop(0.25), crop(0.5))).isEqualTo(new PictureSize(800, 1067));
        // The window's shorter side: sqrt(1/12 x 3/4) = 1/4.
        assertThat(copySize(FORMAT, areaCrop(1 / 12.0))).isEqualTo(new PictureSize(400, 534));
        assertThat(copySize(FORMAT, areaCrop(0.9))).isEqualTo(new PictureSize(200, 267));
    }

    @Test
    void stepsThatCountPixelsGetThemAsTheyWere() {
        assertThat(copySize(FORMAT, centreCrop(500, 500))).isEqualTo(PHOTO);
        assertThat(copySize(FORMAT, shortSide(600), centreCrop(500, 500))).isEqualTo(new PictureSize(600, 800));
        assertThat(copySize(FORMAT, shortSide(50))).isEqualTo(new PictureSize(200, 267));
    }

    @Test
    void smallPicturesStayAsTheyAre() {
        WorkingCopy copy = new WorkingCopy(FORMAT, List.of(flip(0.5)));
        Picture small = noise(200, 900, 3, 1);

        assertThat(copy.of(small)).isSameAs(small);
        assertThat(copy.of(noise(400, 900, 3, 1)).height()).isEqualTo(200);
    }

    @Test
    void withoutAugmentationOnlyWhatTheModelSeesIsKept() throws IOException {
        Path file = write(image(noise(300, 300, 3, 2)), folder.resolve("x.png"));
        PictureStore store = new PictureStore(FORMAT, List.of(), FORMAT.samples());

        Picture picture = store.toAugment(file);
        Files.delete(file);

        assertThat(picture.pixels()).hasSize(FORMAT.samples());
        assertThat(store.toAugment(file)).isSameAs(picture);
        assertThat(store.fitted(file)).isSameAs(picture);
    }

    @Test
    void judgingSeesTheSameWhetherTrainingAugmentsOrNot() {
        Path file = write(image(noise(700, 555, 3, 3)), folder.resolve("x.png"));
        PictureStore augmenting = new PictureStore(FORMAT, List.of(rotate(15)), 1 << 20);

        augmenting.toAugment(file);

        assertThat(augmenting.fitted(file).pixels())
                .isEqualTo(FORMAT.fit(PictureReader.read(file)).pixels());
        assertThat(augmenting.kept()).isEqualTo(2);
    }

    @Test
    void checkingFillsTheStoreAndTellsTheSizeInTheFile() throws IOException {
        Path file = write(image(noise(300, 400, 3, 4)), folder.resolve("x.png"));
        PictureStore store = new PictureStore(FORMAT, List.of(flip(1)), 1 << 20);

        assertThat(store.load(file, true)).isEqualTo(new PictureSize(300, 400));
        Files.delete(file);

        assertThat(store.toAugment(file).height()).isEqualTo(200);
    }

    @Test
    void manyThreadsNeverKeepMoreThanFits() {
        List<Path> files = IntStream.range(0, 40)
                .mapToObj(i -> write(image(noise(20, 20, 3, i)), folder.resolve(i + ".png")))
                .toList();
        PictureStore store = new PictureStore(new PictureFormat(10, 10, 3), List.of(), 7 * 300 + 299);

        IntStream.range(0, 400).parallel().forEach(i -> store.fitted(files.get(i % 40)));
        int keptAtOnce = store.kept();
        files.forEach(store::fitted);

        assertThat(keptAtOnce).isLessThanOrEqualTo(7);
        assertThat(store.kept()).isEqualTo(7);
    }

    @Test
    void aCropTakesThePlaceOfTheLookAtTheMiddle() {
        Path file = write(image(coordinates(80, 80)), folder.resolve("x.png"));
        PictureStore store =
                new PictureStore(new PictureFormat(40, 40, 3).withCentre(0.5), List.of(crop(0.5)), 1 << 20);
        Set<List<Integer>> corners = new HashSet<>();
        try (DataLoader loader = new DataLoader(List.of(new LabeledImage(file, 0)), store, 1, 7, 1)) {
            for (int epoch = 0; epoch < 20; epoch++) {
                corners.add(cornerOfWindow(loader.augmented(epoch, 0)));
            }
            assertThat(cornerOfWindow(loader.plain(0)))
                    .as("judged by the middle")
                    .containsExactly(20, 20);
        }
        assertThat(corners).as("learnt from windows anywhere").hasSizeGreaterThan(10);
    }

    @Test
    void whatACropLeavesTooLargeIsTakenFromTheMiddle() {
        PictureStore store = new PictureStore(new PictureFormat(20, 20, 3).withCentre(0.25), List.of(crop(0.5)), 0);

        assertThat(cornerOfWindow(store.finished(coordinates(40, 40)))).containsExactly(10, 10);
    }

    @Test
    void theSharesOfSeveralCropsMultiply() {
        assertThat(PictureStore.keptShare(List.of(flip(0.5), crop(0.5), rotate(15), crop(0.25))))
                .isEqualTo(0.125);
        assertThat(PictureStore.keptShare(List.of(areaCrop(0.5)))).isEqualTo(1);
        assertThat(PictureStore.keptShare(List.of())).isEqualTo(1);
    }

    /** Red is the row and green the column. */
    private static Picture coordinates(int height, int width) {
        byte[] pixels = new byte[height * width * 3];
        for (int i = 0; i < height * width; i++) {
            pixels[3 * i] = (byte) (i / width);
            pixels[3 * i + 1] = (byte) (i % width);
        }
        return new Picture(height, width, 3, pixels);
    }

    /** Row and column in the whole picture of a window's first pixel; all others must lie where they lay. */
    private static List<Integer> cornerOfWindow(Picture window) {
        int top = sample(window, 0, 0, 0);
        int left = sample(window, 0, 0, 1);
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < window.width(); x++) {
                assertThat(sample(window, y, x, 0)).isEqualTo(top + y);
                assertThat(sample(window, y, x, 1)).isEqualTo(left + x);
            }
        }
        return List.of(top, left);
    }

    private static PictureSize copySize(PictureFormat format, Augmentation... steps) {
        return new WorkingCopy(format, List.of(steps)).size(PHOTO);
    }
}
