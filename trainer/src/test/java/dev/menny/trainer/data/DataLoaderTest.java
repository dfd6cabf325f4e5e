package dev.menny.trainer.data;

import static dev.menny.trainer.data.Batches.copies;
import static dev.menny.trainer.data.Batches.labels;
import static dev.menny.trainer.data.Batches.pictures;
import static dev.menny.trainer.data.Batches.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataLoaderTest {
    private static final PictureFormat FORMAT = new PictureFormat(8, 8, 3);
    private static final List<Augmentation> AUGMENTATIONS = List.of(
            Augmentations.flip(0.5), Augmentations.rotate(15), Augmentations.areaCrop(0.5), Augmentations.jitter(0.2));
    private static final long PLENTY = 1 << 20;

    /** Each picture becomes its own draw, but for its first sample, so that equal draws show. */
    private static final Augmentation DRAWN = (picture, random) -> {
        byte[] pixels = new byte[picture.pixels().length];
        Arrays.fill(pixels, (byte) random.nextInt(256));
        pixels[0] = picture.pixels()[0];
        return new Picture(picture.height(), picture.width(), picture.channels(), pixels);
    };

    @TempDir
    Path root;

    private List<LabeledImage> images;

    @BeforeEach
    void paint() {
        images = TestPictures.folder(root, 9, "a", "b").images();
    }

    @Test
    void orderedGivesThePicturesAsTheyAre() {
        try (DataLoader loader = loader(7, 2, PLENTY)) {
            List<Batches.Copy> batches = copies(loader.ordered());

            assertThat(loader.size()).isEqualTo(18);
            assertThat(loader.batches()).isEqualTo(3);
            assertThat(batches).extracting(Batches.Copy::size).containsExactly(7, 7, 4);
            assertThat(labels(batches))
                    .isEqualTo(images.stream().map(LabeledImage::label).toList());
            float[][] pictures = pictures(batches);
            for (int i = 0; i < images.size(); i++) {
                assertThat(pictures[i]).isEqualTo(expected(i));
            }
        }
    }

    @Test
    void anEpochHoldsEachPictureOnceUnderItsLabel() {
        try (DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(), PLENTY), 5, 1, 2)) {
            List<Batches.Copy> batches = copies(loader.epoch(3));

            float[][] pictures = pictures(batches);
            List<Integer> order = Arrays.stream(pictures).map(this::indexOf).toList();
            assertThat(order)
                    .hasSize(18)
                    .doesNotHaveDuplicates()
                    .isNotEqualTo(order.stream().sorted().toList());
            assertThat(labels(batches))
                    .isEqualTo(order.stream().map(i -> images.get(i).label()).toList());
        }
    }

    @Test
    void dataDependOnNeitherThreadsNorCacheNorHistory() {
        float[][] expected;
        try (DataLoader loader = loader(5, 1, PLENTY)) {
            expected = pictures(copies(loader.epoch(2)));
        }
        for (int threads : new int[] {1, 2, 4}) {
            for (long cacheBytes : new long[] {0, 2000, PLENTY}) {
                try (DataLoader loader = loader(5, threads, cacheBytes)) {
                    loader.epoch(1).iterator().next();
                    assertThat(copies(loader.ordered())).hasSize(4);
                    assertThat(pictures(copies(loader.epoch(2)))).isDeepEqualTo(expected);
                    assertThat(pictures(copies(loader.epoch(2)))).isDeepEqualTo(expected);
                }
            }
        }
    }

    @Test
    void orderChangesWithTheEpochAndTheSeed() {
        try (DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(), PLENTY), 18, 1, 2);
                DataLoader other = new DataLoader(images, new PictureStore(FORMAT, List.of(), PLENTY), 18, 2, 2)) {
            float[] first = copies(loader.epoch(0)).getFirst().pixels();

            assertThat(copies(loader.epoch(1)).getFirst().pixels()).isNotEqualTo(first);
            assertThat(copies(other.epoch(0)).getFirst().pixels()).isNotEqualTo(first);
        }
    }

    @Test
    void augmentationChangesWithTheEpochAndTheSeed() {
        try (DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(DRAWN), PLENTY), 18, 1, 2);
                DataLoader other = new DataLoader(images, new PictureStore(FORMAT, List.of(DRAWN), PLENTY), 18, 2, 2)) {
            float[] first = sortedDraws(loader.epoch(0));

            assertThat(sortedDraws(loader.epoch(0))).isEqualTo(first);
            assertThat(sortedDraws(loader.epoch(1))).isNotEqualTo(first);
            assertThat(sortedDraws(other.epoch(0))).isNotEqualTo(first);
        }
    }

    @Test
    void augmentationDependsOnThePictureNotOnItsPlace() {
        float[][] large;
        float[][] small;
        try (DataLoader one = new DataLoader(images, new PictureStore(FORMAT, List.of(DRAWN), PLENTY), 18, 1, 2);
                DataLoader other = new DataLoader(images, new PictureStore(FORMAT, List.of(DRAWN), PLENTY), 3, 1, 2)) {
            large = pictures(copies(one.epoch(0)));
            small = pictures(copies(other.epoch(0)));
        }

        assertThat(small).isDeepEqualTo(large);
        assertThat(Arrays.stream(large).map(pixels -> pixels[1]).distinct().count())
                .isGreaterThan(10);
    }

    @Test
    void picturesWithinTheBudgetAreReadOnce() throws IOException {
        int bytes = FORMAT.samples();
        PictureStore enough = new PictureStore(FORMAT, List.of(), 18L * bytes);
        PictureStore scarce = new PictureStore(FORMAT, List.of(), 17L * bytes);
        try (DataLoader all = new DataLoader(images, enough, 4, 1, 2);
                DataLoader most = new DataLoader(images, scarce, 4, 1, 2)) {
            copies(all.ordered());
            copies(most.ordered());
            for (LabeledImage image : images) {
                Files.delete(image.file());
            }

            assertThat(enough.kept()).isEqualTo(18);
            assertThat(scarce.kept()).isEqualTo(17);
            assertThat(copies(all.epoch(0))).hasSize(5);
            assertThatThrownBy(() -> copies(most.ordered()))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("No picture file");
        }
    }

    @Test
    void aPassBegunLaterGivesExactlyTheRest() {
        float[][] whole;
        try (DataLoader loader = loader(4, 2, PLENTY)) {
            whole = pictures(copies(loader.epoch(2)));
        }
        try (DataLoader loader = loader(4, 2, 0)) {
            for (int step = 0; step <= loader.batches(); step++) {
                float[][] rest = pictures(copies(loader.epoch(2, step)));

                assertThat(rest).isDeepEqualTo(Arrays.copyOfRange(whole, Math.min(4 * step, 18), 18));
            }
            assertThatThrownBy(() -> loader.epoch(2, 6))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no step 6");
            assertThatThrownBy(() -> loader.epoch(2, -1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void singlePicturesAreThoseOfThePasses() {
        try (DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(DRAWN), PLENTY), 18, 1, 2)) {
            float[][] ordered = pictures(copies(loader.ordered()));
            List<float[]> epoch = List.of(pictures(copies(loader.epoch(3))));

            assertThat(floats(loader.plain(7))).isEqualTo(ordered[7]);
            float[] augmented = floats(loader.augmented(3, 7));
            assertThat(epoch).anyMatch(picture -> Arrays.equals(picture, augmented));
        }
    }

    @Test
    void countsHowLongTheConsumerWaited() throws InterruptedException {
        Augmentation slow = (picture, random) -> {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return picture;
        };
        try (DataLoader starving = new DataLoader(images, new PictureStore(FORMAT, List.of(slow), PLENTY), 6, 1, 1);
                DataLoader ready = new DataLoader(images, new PictureStore(FORMAT, List.of(), PLENTY), 6, 1, 1)) {
            assertThat(starving.waitedSeconds()).isZero();
            copies(starving.epoch(0));
            Iterator<Batch> batches = ready.epoch(0).iterator();
            // Time enough for what is loaded ahead.
            Thread.sleep(500);
            batches.next();

            assertThat(starving.waitedSeconds()).isGreaterThan(0.8);
            assertThat(ready.waitedSeconds()).isLessThan(0.2);
        }
    }

    @Test
    void aBrokenPictureReachesTheConsumer() throws IOException {
        Path broken = images.get(11).file();
        Files.writeString(broken, "?");

        try (DataLoader loader = loader(4, 2, PLENTY)) {
            Iterator<Batch> batches = loader.ordered().iterator();
            assertThat(batches.next().size()).isEqualTo(4);
            assertThat(batches.next().size()).isEqualTo(4);
            assertThatThrownBy(batches::next).isInstanceOf(DataException.class).hasMessageContaining(broken.toString());
        }
    }

    @Test
    void loadsTwoBatchesAheadAndNoMore() throws InterruptedException {
        AtomicInteger loaded = new AtomicInteger();
        CountDownLatch nine = new CountDownLatch(9);
        Augmentation counting = (picture, random) -> {
            loaded.incrementAndGet();
            nine.countDown();
            return picture;
        };
        try (DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(counting), PLENTY), 3, 1, 2)) {
            Iterator<Batch> batches = loader.epoch(0).iterator();
            batches.next();
            nine.await();
            // Time enough for a tenth, if one were on its way.
            Thread.sleep(100);

            assertThat(loaded).hasValue(9);
        }
    }

    @Test
    void aBatchStaysUntouchedUntilItsIteratorMovesOn() {
        try (DataLoader loader = loader(3, 2, PLENTY)) {
            copies(loader.epoch(0));
            for (Iterator<Batch> batches = loader.epoch(1).iterator(); batches.hasNext(); ) {
                Batch batch = batches.next();
                float[] before = values(batch).clone();
                copies(loader.ordered());
                assertThat(values(batch)).isEqualTo(before);
            }
        }
    }

    @Test
    void arraysAreFilledAgain() {
        try (DataLoader loader = loader(3, 2, PLENTY)) {
            Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int epoch = 0; epoch < 3; epoch++) {
                loader.epoch(epoch).forEach(batch -> arrays.add(values(batch)));
            }

            assertThat(arrays).hasSize(3);
        }
    }

    @Test
    void closingLeavesNoThreadAndEndsThePass() throws InterruptedException {
        DataLoader loader = loader(3, 3, PLENTY);
        Iterator<Batch> batches = loader.epoch(0).iterator();
        batches.next();
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("menny-loader"))
                .toList();

        loader.close();
        loader.close();

        assertThat(threads).isNotEmpty();
        for (Thread thread : threads) {
            // Its work is over; the thread itself may take a moment to end.
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThatThrownBy(() -> batches.forEachRemaining(batch -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingWakesWhoeverWaitsForABatch() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Augmentation waiting = (picture, random) -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                // Closing interrupts the loading under way, which then ends as usual.
            }
            return picture;
        };
        DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(waiting), PLENTY), 4, 1, 1);
        FutureTask<Batch> consumer =
                new FutureTask<>(() -> loader.epoch(0).iterator().next());
        Thread.ofPlatform().daemon().start(consumer);
        begun.await();

        loader.close();

        assertThatThrownBy(() -> consumer.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aPassIsOverWhenItIsOver() {
        try (DataLoader loader = loader(18, 1, PLENTY);
                DataLoader empty = new DataLoader(List.of(), new PictureStore(FORMAT, List.of(), PLENTY), 4, 1, 1)) {
            Iterator<Batch> batches = loader.ordered().iterator();
            batches.next();

            assertThat(batches.hasNext()).isFalse();
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
            assertThat(empty.epoch(0)).isEmpty();
            assertThat(empty.batches()).isZero();
        }
    }

    @Test
    void augmentedPicturesAreBroughtToTheFormatWhateverTheirSize() {
        Augmentation halving = (picture, random) -> Resize.to(picture, picture.height() / 2, 3);

        try (DataLoader loader = new DataLoader(images, new PictureStore(FORMAT, List.of(halving), PLENTY), 4, 1, 1)) {
            Picture halved = Resize.to(PictureReader.read(images.get(2).file()), 7, 3);

            assertThat(loader.augmented(0, 2).pixels())
                    .isEqualTo(FORMAT.fit(halved).pixels());
        }
    }

    @Test
    void unusableSettingsAreRefused() {
        PictureFormat large = new PictureFormat(20_000, 20_000, 3);

        assertThatThrownBy(() -> new DataLoader(images, new PictureStore(large, List.of(), PLENTY), 16, 1, 1))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("smaller batch");
        assertThatThrownBy(() -> loader(0, 1, PLENTY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loader(1, 0, PLENTY)).isInstanceOf(IllegalArgumentException.class);
    }

    private DataLoader loader(int batchSize, int threads, long cacheBytes) {
        return new DataLoader(images, new PictureStore(FORMAT, AUGMENTATIONS, cacheBytes), batchSize, 1, threads);
    }

    private float[] expected(int index) {
        return floats(FORMAT.fit(PictureReader.read(images.get(index).file())));
    }

    private static float[] floats(Picture picture) {
        float[] floats = new float[FORMAT.samples()];
        picture.toFloats(floats, 0);
        return floats;
    }

    private int indexOf(float[] pixels) {
        for (int i = 0; i < images.size(); i++) {
            if (Arrays.equals(pixels, expected(i))) {
                return i;
            }
        }
        return -1;
    }

    private static float[] sortedDraws(Iterable<Batch> epoch) {
        float[][] pictures = pictures(copies(epoch));
        float[] draws = new float[pictures.length];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = pictures[i][1];
        }
        Arrays.sort(draws);
        return draws;
    }
}
