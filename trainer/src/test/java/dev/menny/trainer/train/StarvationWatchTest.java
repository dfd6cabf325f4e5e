package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.DataLoader;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarvationWatchTest {
    /** Passes at once and how long each waits: 1.2 s together, in a tenth of the time. */
    private static final int PASSES = 10;

    private static final int PASS_MILLIS = 120;
    private static final double EPOCH_SECONDS = 2;

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private DataLoader loader;
    private StarvationWatch watch;

    @BeforeEach
    void keepAll() {
        open(1 << 20);
    }

    @AfterEach
    void close() {
        loader.close();
    }

    private void open(long bytes) {
        Augmentation slow = (picture, random) -> {
            try {
                Thread.sleep(PASS_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return picture;
        };
        ImageFolder pictures = ImageFolder.of(ShapePictures.write(folder, 1, 1));
        PictureStore store = new PictureStore(new PictureFormat(16, 16, 3), List.of(slow), bytes);
        loader = new DataLoader(pictures.images().subList(0, 1), store, 1, 1, PASSES);
        watch = new StarvationWatch(loader, new TrainingListener() {
            @Override
            public void onWarning(String message) {
                warnings.add(message);
            }
        });
    }

    /** Has the loader waited for, over a second in all. */
    private void starve() {
        try (ExecutorService passes = Executors.newFixedThreadPool(PASSES)) {
            for (int i = 0; i < PASSES; i++) {
                passes.submit(() -> loader.epoch(0).forEach(batch -> {}));
            }
        }
    }

    @Test
    void tellsOnce() {
        watch.afterEpoch(1, EPOCH_SECONDS);
        starve();
        watch.afterEpoch(2, EPOCH_SECONDS);
        starve();
        watch.afterEpoch(3, EPOCH_SECONDS);

        assertThat(warnings)
                .singleElement()
                .asString()
                .matches("the network waited \\d+ % of the epoch for pictures: varying them takes longer than learning"
                        + " from them; fewer steps in --augment, or more --threads, would help");
    }

    @Test
    void saysWhenPicturesDoNotStayDecoded() {
        loader.close();
        open(0);
        starve();
        watch.afterEpoch(2, EPOCH_SECONDS);

        assertThat(warnings)
                .singleElement()
                .asString()
                .endsWith(
                        "not all of them stay decoded; more memory (MENNY_JAVA_OPTS=-Xmx…) or smaller files would help");
    }

    @Test
    void theFirstEpochDoesNotCount() {
        starve();
        watch.afterEpoch(1, EPOCH_SECONDS);
        watch.afterEpoch(2, EPOCH_SECONDS);

        assertThat(warnings).isEmpty();
    }

    @Test
    void aSmallShareIsTolerated() {
        starve();
        watch.afterEpoch(2, 1000);

        assertThat(warnings).isEmpty();
    }

    @Test
    void soIsAnEpochThatIsOverInAMoment() {
        loader.epoch(0).forEach(batch -> {});
        watch.afterEpoch(2, PASS_MILLIS / 1000.0);

        assertThat(warnings).isEmpty();
    }
}
