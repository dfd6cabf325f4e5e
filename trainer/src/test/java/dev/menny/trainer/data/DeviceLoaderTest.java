package dev.menny.trainer.data;

import static dev.menny.trainer.data.Augmentations.crop;
import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.jitter;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shift;
import static dev.menny.trainer.data.Batches.copies;
import static dev.menny.trainer.data.Batches.labels;
import static dev.menny.trainer.data.Batches.pictures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.tensor.Scope;
import dev.menny.trainer.RawPixelsBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loaders of a device that prefers raw pixels, beside those that make floats on the host. */
@Timeout(60)
class DeviceLoaderTest {
    private static final long PLENTY = 1 << 20;
    // Of the pictures' own size, so that whole pixels move and all bits must be equal.
    private static final PictureFormat WHOLE = new PictureFormat(10, 10, 3);
    private static final PictureFormat SMALL = new PictureFormat(8, 8, 3);
    private static final List<Augmentation> MOVES = List.of(flip(0.5), shift(0.3));
    private static final List<Augmentation> OWN = List.of(rotate(20), (picture, random) -> {
        byte[] pixels = picture.pixels().clone();
        pixels[random.nextInt(pixels.length)] ^= 1;
        return new Picture(picture.height(), picture.width(), picture.channels(), pixels);
    });

    @TempDir
    Path root;

    private final RawPixelsBackend device = new RawPixelsBackend(Backends.open("scalar", 2));
    private List<LabeledImage> images;

    @BeforeEach
    void paint() {
        // 12 to 14 rows: the middle ten of them are seen.
        images = TestPictures.folder(root, 9, "a", "b").images();
    }

    @AfterEach
    void close() {
        device.close();
    }

    @Test
    void storedPicturesAreMadeBatchesOfByTheSameDraws() {
        for (List<Augmentation> steps : List.of(MOVES, List.<Augmentation>of())) {
            assertEqualToTheHost(WHOLE, steps, PLENTY);
            assertEqualToTheHost(WHOLE, steps, 0);
        }
    }

    @Test
    void onesOwnAugmentationIsMadeOnTheHost() {
        assertEqualToTheHost(SMALL, OWN, PLENTY);
        assertEqualToTheHost(SMALL, List.of(rotate(20), rotate(10)), PLENTY);
    }

    private void assertEqualToTheHost(PictureFormat format, List<Augmentation> steps, long cache) {
        PictureStore store = new PictureStore(format, steps, cache);
        try (DataLoader host = new DataLoader(images, store, 4, 3, 2);
                DataLoader raw = new DataLoader(images, store, 4, 3, 3, device)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                assertSame(copies(raw.epoch(epoch), device), copies(host.epoch(epoch)));
                assertSame(copies(raw.ordered(), device), copies(host.ordered()));
            }
            assertSame(copies(raw.epoch(1, 3), device), copies(host.epoch(1, 3)));
        }
    }

    private static void assertSame(List<Batches.Copy> batches, List<Batches.Copy> expected) {
        assertThat(labels(batches)).isEqualTo(labels(expected));
        assertThat(pictures(batches)).isDeepEqualTo(pictures(expected));
        assertThat(batches)
                .extracting(Batches.Copy::size)
                .isEqualTo(expected.stream().map(Batches.Copy::size).toList());
    }

    @Test
    void picturesAreSentOnceAndFreedAtTheEnd() {
        PictureStore store = new PictureStore(SMALL, List.of(crop(0.8), jitter(0.3)), PLENTY);
        try (DataLoader loader = new DataLoader(images, store, 5, 3, 2, device)) {
            assertThat(loader.keepsAll()).isFalse();
            copies(loader.epoch(0), device);
            long sent = device.bytesSent();
            copies(loader.epoch(1), device);

            assertThat(sent).isEqualTo(images.stream().mapToLong(this::bytes).sum());
            assertThat(device.bytesSent()).isEqualTo(sent);
            assertThat(loader.keepsAll()).isTrue();
            assertThat(device.bytesHeld()).isPositive();
        }
        assertThat(device.bytesHeld()).isZero();
    }

    private long bytes(LabeledImage image) {
        return PictureReader.read(image.file()).pixels().length;
    }

    @Test
    void whatIsSentEachTimeTakesFewBlocks() {
        PictureStore store = new PictureStore(SMALL, OWN, PLENTY);
        try (DataLoader loader = new DataLoader(images, store, 3, 3, 2, device)) {
            for (int epoch = 0; epoch < 4; epoch++) {
                copies(loader.epoch(epoch), device);
                copies(loader.ordered(), device);
            }
            // Two on their way, one lent.
            assertThat(device.bytesHeld()).isEqualTo(3L * 3 * SMALL.samples());
        }
        assertThat(device.bytesHeld()).isZero();
    }

    @Test
    void nothingIsUnderWayToMemoryThatIsGivenBack() {
        PictureStore store = new PictureStore(SMALL, OWN, PLENTY);
        DataLoader loader = new DataLoader(images, store, 3, 3, 2, device);
        copies(List.of(loader.epoch(0).iterator().next()), device);
        loader.close();

        assertThat(device.bytesHeld()).isZero();
        assertThat(device.transfersUnderWay()).isZero();
    }

    @Test
    void tooManyPicturesAreSentEachTime() {
        PictureStore store = new PictureStore(WHOLE, MOVES, PLENTY);
        try (Backend small = new RawPixelsBackend(Backends.open("reference", 1), 2000);
                RawPixelsBackend busy = new RawPixelsBackend(Backends.open("reference", 1));
                DataLoader host = new DataLoader(images, store, 1, 3, 2);
                DataLoader refused = new DataLoader(images, store, 1, 3, 2, small)) {
            assertSame(copies(refused.epoch(1), small), copies(host.epoch(1)));
            assertThat(refused.keepsAll()).isTrue();

            // A quarter of what is free is less than 18 pictures of 360 to 420 bytes, then less than half of one.
            for (long free : new long[] {18 * 4 * 380, 600}) {
                busy.pretendFree(free);
                try (DataLoader loader = new DataLoader(images, store, 1, 3, 2, busy)) {
                    assertSame(copies(loader.epoch(1), busy), copies(host.epoch(1)));
                    assertThat(busy.bytesHeld()).isLessThan(2000);
                }
            }
        }
    }

    @Test
    void aBrokenPictureIsNamedAndNothingStaysBehind() throws IOException {
        Path broken = images.get(11).file();
        Files.writeString(broken, "?");
        for (List<Augmentation> steps : List.of(MOVES, OWN)) {
            try (DataLoader loader = new DataLoader(images, new PictureStore(SMALL, steps, 0), 4, 3, 2, device)) {
                assertThatThrownBy(() -> copies(loader.epoch(0), device))
                        .isInstanceOf(DataException.class)
                        .hasMessageContaining(broken.toString());
            }
            assertThat(device.bytesHeld()).isZero();
        }
    }

    @Test
    void aDeviceThatPrefersFloatsGetsThem() {
        PictureStore store = new PictureStore(SMALL, List.of(flip(0.5), rotate(15)), PLENTY);
        try (Backend cpu = Backends.open("scalar", 1);
                DataLoader host = new DataLoader(images, store, 4, 3, 2);
                DataLoader same = new DataLoader(images, store, 4, 3, 2, cpu)) {
            assertThat(pictures(copies(same.epoch(0)))).isDeepEqualTo(pictures(copies(host.epoch(0))));
            assertThat(same.epoch(0).iterator().next()).isInstanceOf(FloatBatches.FloatBatch.class);
        }
    }

    @Test
    void emptyListsMakeNoBatches() {
        try (DataLoader loader = new DataLoader(List.of(), new PictureStore(SMALL, MOVES, PLENTY), 4, 1, 1, device)) {
            assertThat(loader.epoch(0)).isEmpty();
            assertThat(loader.ordered()).isEmpty();
        }
    }

    @Test
    void picturesOfAFormatAreABatch() {
        Picture[] some = {TestPictures.noise(8, 8, 3, 1), TestPictures.noise(8, 8, 3, 2)};
        float[] expected = new float[2 * SMALL.samples()];
        some[0].toFloats(expected, 0);
        some[1].toFloats(expected, SMALL.samples());
        for (Backend backend : List.of(device, Backends.open("reference", 1))) {
            try (Scope scope = Scope.open(backend)) {
                assertThat(SMALL.batch(Arrays.asList(some), scope).toArray()).isEqualTo(expected);
            }
        }
    }
}
