package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.Sequential;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.StandIn;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.FreeMemory;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceCheckTest {
    private static final double GIB = 1 << 30;

    @TempDir
    Path folder;

    private static TrainingConfig config(int height, int width, int batch) {
        return Preset.STANDARD
                .config(Architecture.SIMPLE, new PictureFormat(height, width, 3))
                .withBatch(batch);
    }

    private static long needed(TrainingConfig config) {
        return MemoryEstimate.of(config.model().build(3), config).total();
    }

    private static long check(TrainingConfig config, long free) {
        return check(config, "reference", free);
    }

    private static long check(TrainingConfig config, String device, long free) {
        try (Backend backend = Backends.open(device)) {
            return ResourceCheck.memory(config.model().build(3), config, backend.memory(), free);
        }
    }

    private static void assertRefused(TrainingConfig config, long free, String remedy) {
        assertThatThrownBy(() -> check(config, free))
                .isInstanceOf(UserError.class)
                .hasMessage("training needs about %s of memory, %s are free: %s"
                        .formatted(size(needed(config)), size(free), remedy));
    }

    private static String size(long bytes) {
        return bytes < GIB ? "%d MiB".formatted((bytes + (1 << 20) - 1) >> 20) : "%.1f GiB".formatted(bytes / GIB);
    }

    @Test
    void whatIsLeftIsForPictures() {
        long needed = needed(config(64, 64, 64));

        assertThat(check(config(64, 64, 64), needed + 1000)).isEqualTo(1000);
        assertThat(check(config(64, 64, 64), needed)).isZero();
    }

    @Test
    void theLargestHalvedBatchThatFitsIsSuggested() {
        assertRefused(config(64, 64, 64), needed(config(64, 64, 64)) - 1, "try --batch 32");
        assertRefused(config(64, 64, 64), needed(config(64, 64, 8)), "try --batch 8");
        assertRefused(config(64, 64, 64), needed(config(64, 64, 8)) - 1, "try --batch 4");
        assertRefused(config(64, 64, 64), needed(config(64, 64, 1)), "try --batch 1");
    }

    @Test
    void whereNoBatchFitsASmallerSizeIsSuggested() {
        String orMore = ", or allow more with MENNY_JAVA_OPTS=-Xmx…";
        assertRefused(config(64, 64, 64), needed(config(64, 64, 1)) - 1, "try --batch 1 and --size 32" + orMore);
        assertRefused(config(64, 64, 1), needed(config(64, 64, 1)) - 1, "try --size 32" + orMore);
        assertRefused(config(64, 64, 1), needed(config(16, 16, 1)), "try --size 16" + orMore);
        assertRefused(config(64, 96, 1), needed(config(32, 48, 1)), "try --size 48x32" + orMore);
        assertRefused(config(64, 64, 1), 1 << 20, "try a smaller --size" + orMore);
        assertRefused(config(64, 64, 4), 1 << 20, "try --batch 1 and a smaller --size" + orMore);
    }

    /** Of a network on a GPU, only the pictures on their way there lie on the heap. */
    @Test
    void aDeviceWithMemoryOfItsOwnHoldsTheNetwork() {
        TrainingConfig config = config(64, 64, 64);
        long batches = 6L * 64 * (64 * 64 * 3) * Float.BYTES;
        long machine = 300L << 20;

        assertThat(batches + machine).isLessThan(needed(config));
        assertThat(check(config, StandIn.NAME, batches + machine + 1000)).isEqualTo(1000);
        assertThatThrownBy(() -> check(config, StandIn.NAME, batches + machine - 1))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("are free: try --batch 32");
    }

    @Test
    void theCommandLooksBeforeItTrains() throws IOException {
        Path pictures = ShapePictures.write(folder.resolve("shapes"), 3, 1);
        Path out = folder.resolve("w.safetensors");

        CommandRun run = CommandRun.onReference(
                "train", pictures, "--model", "simple", "--size", 16, "--batch", 1 << 22, "--out", out);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .matches(
                        "menny: training needs about \\d\\d+\\.\\d GiB of memory, \\d+\\.?\\d* [GM]iB are free: try --batch \\d+\\R");
        assertThat(run.out()).isEmpty();
        assertThat(out).doesNotExist();
        assertThat(folder.resolve("w.checkpoints")).doesNotExist();
    }

    /** Without memory, so of any size. */
    private static Sequential network(long parameters) {
        int inputs = 1 << 16;
        return Sequential.of(new Flatten(), new Linear(inputs, Math.toIntExact(parameters / inputs)));
    }

    @Test
    void theDiskHasRoomForFewParameters() throws IOException {
        ResourceCheck.disk(network(1 << 16), config(16, 16, 1), folder.resolve("w.safetensors"), true);
    }

    @Test
    void aDiskThatHoldsTheWeightsAloneMayDoWithoutCheckpoints() throws IOException {
        Path weights = folder.resolve("w.safetensors");
        // Four checkpoints of 16 bytes a parameter do not fit, weights of 4 bytes do.
        Sequential network = network(Files.getFileStore(folder).getUsableSpace() / 16);

        assertThatThrownBy(() -> ResourceCheck.disk(network, config(16, 16, 1), weights, true))
                .isInstanceOf(UserError.class)
                .hasMessageMatching("the training's files need up to \\d+\\.\\d GiB in '%s', \\d+\\.\\d GiB are free: "
                                .formatted(folder)
                        + "try --checkpoint none, or another place for --out");
        ResourceCheck.disk(network, config(16, 16, 1), weights, false);
    }

    @Test
    void aDiskThatHoldsNotEvenTheWeightsIsNoPlace() throws IOException {
        Sequential network = network(Files.getFileStore(folder).getUsableSpace());
        for (boolean checkpoints : new boolean[] {false, true}) {
            assertThatThrownBy(() -> ResourceCheck.disk(
                            network, config(16, 16, 1), folder.resolve("w.safetensors"), checkpoints))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("are free: choose another place for --out");
        }
    }

    @Test
    void freeMemoryIsWhatTheHeapMayStillTake() {
        assertThat(FreeMemory.bytes())
                .isPositive()
                .isLessThanOrEqualTo(Runtime.getRuntime().maxMemory());
    }
}
