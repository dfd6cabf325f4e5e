package dev.menny.trainer.train;

import static dev.menny.trainer.data.Augmentations.flip;
import static dev.menny.trainer.data.Augmentations.jitter;
import static dev.menny.trainer.data.Augmentations.rotate;
import static dev.menny.trainer.data.Augmentations.shift;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.nn.Sequential;
import dev.menny.optim.AdamW;
import dev.menny.trainer.RawPixelsBackend;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.model.Evaluator;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings on a device that is sent raw pixels, beside the same on a CPU that is sent floats. */
class RawPixelsTest {
    private static final PictureFormat FORMAT = new PictureFormat(16, 16, 3);

    @TempDir
    static Path pictures;

    private static Split split;

    @BeforeAll
    static void paint() {
        split = ImageFolder.of(ShapePictures.write(pictures, 9, 1)).split(0.2, 1);
    }

    /** The pictures have the format's size, so that a mirrored one is the same to the last bit, wherever it was mirrored. */
    @Test
    void storedPicturesTrainTheSameModel() {
        assertThat(trained(true, 3, flip(0.5)).epochs())
                .usingRecursiveComparison()
                .ignoringFields("imagesPerSecond", "seconds")
                .isEqualTo(trained(false, 3, flip(0.5)).epochs());
    }

    @Test
    void sentPicturesTrainTheSameModel() {
        Augmentation own = (picture, random) -> rotate(20).apply(picture, random);

        assertThat(trained(true, 3, own).epochs())
                .usingRecursiveComparison()
                .ignoringFields("imagesPerSecond", "seconds")
                .isEqualTo(trained(false, 3, own).epochs());
    }

    @Test
    void learnsFromPicturesThatTheDeviceVaries() {
        Augmentation[] steps = {flip(0.5), rotate(15), shift(0.1), jitter(0.2)};
        History raw = trained(true, 12, steps);
        History floats = trained(false, 12, steps);

        EpochResult first = raw.epochs().getFirst();
        EpochResult last = raw.epochs().getLast();
        assertThat(last.training().loss()).isLessThan(first.training().loss() / 2);
        assertThat(last.training().accuracy()).isGreaterThan(0.9);
        // The first epoch has seen almost the same pictures; roundings have had little time to grow.
        assertThat(first.training().loss())
                .isCloseTo(floats.epochs().getFirst().training().loss(), within(0.01));
        assertThat(last.training().accuracy())
                .isCloseTo(floats.epochs().getLast().training().accuracy(), within(0.1));
    }

    @Test
    void isJudgedAlikeOnBothDevices() {
        try (Backend cpu = Backends.open("reference", 1);
                Backend device = new RawPixelsBackend(Backends.open("reference", 1))) {
            var ofFloats = Evaluator.of(model(cpu), split.classes(), FORMAT).evaluate(split.training());
            var ofBytes = Evaluator.of(model(device), split.classes(), FORMAT).evaluate(split.training());

            assertThat(ofBytes.loss()).isEqualTo(ofFloats.loss());
        }
    }

    private static History trained(boolean raw, int epochs, Augmentation... steps) {
        try (Backend cpu = Backends.open("reference", 1);
                Backend device = raw ? new RawPixelsBackend(cpu) : cpu) {
            return Trainer.of(model(device), FORMAT)
                    .optimizer(new AdamW(2e-3))
                    .augment(steps)
                    .batch(4)
                    .seed(7)
                    .epochs(epochs)
                    .fit(split);
        }
    }

    private static Sequential model(Backend backend) {
        ModelSettings settings =
                new ModelSettings(Architecture.SIMPLE, FORMAT, Normalization.NONE, Pooling.AVERAGE, 0.2f);
        return settings.build(ShapePictures.CLASSES.size()).initialize(backend, 7);
    }
}
