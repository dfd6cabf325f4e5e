package dev.menny.trainer.cli;

import dev.menny.backend.DeviceMemory;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks before a training whether memory and disk will do, since an OutOfMemoryError after an hour helps nobody. */
final class ResourceCheck {
    // The last two checkpoints, the best one, and the one that is being written.
    private static final int CHECKPOINTS_AT_ONCE = 4;
    private static final long SLACK = 16L << 20;

    private ResourceCheck() {}

    /**
     * Makes sure that a training fits into this process. What a GPU holds, it refuses itself where it is too much.
     *
     * @param device where the network will lie
     * @param free bytes that this process may take
     * @return bytes that are left for decoded pictures
     * @throws UserError if the training needs more, saying what would fit
     */
    static long memory(Sequential network, TrainingConfig config, DeviceMemory device, long free) {
        long needed = MemoryEstimate.of(network, config).onHeap(device);
        if (needed > free) {
            throw new UserError("training needs about %s of memory, %s are free: %s"
                    .formatted(
                            SettingsText.size(needed), SettingsText.size(free), remedy(network, config, device, free)));
        }
        return free - needed;
    }

    private static String remedy(Sequential network, TrainingConfig config, DeviceMemory device, long free) {
        for (int batch = config.batch() / 2; batch >= 1; batch /= 2) {
            if (MemoryEstimate.of(network, config.withBatch(batch)).onHeap(device) <= free) {
                return "try --batch " + batch;
            }
        }
        Shape logits = network.outputShape(config.model().input());
        String batch = config.batch() > 1 ? "try --batch 1 and " : "try ";
        return batch + smallerSize(config.withBatch(1), logits.size(1), device, free)
                + ", or allow more with MENNY_JAVA_OPTS=-Xmx…";
    }

    private static String smallerSize(TrainingConfig config, int classes, DeviceMemory device, long free) {
        return MemoryEstimate.smaller(config, classes, device, free)
                .map(smaller -> smaller.model().format())
                .map(format -> format.height() == format.width()
                        ? "--size " + format.width()
                        : "--size %dx%d".formatted(format.width(), format.height()))
                .orElse("a smaller --size");
    }

    /**
     * @param checkpoints where checkpoints go
     * @throws UserError if the disk is too full for them and the weights
     */
    static void disk(Sequential network, TrainingConfig config, Path weights, boolean checkpoints) throws IOException {
        Path folder = weights.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        long weightBytes = network.parameterCount() * Float.BYTES + SLACK;
        long checkpointBytes = CHECKPOINTS_AT_ONCE * MemoryEstimate.checkpointBytes(network, config.optimizer());
        long needed = checkpoints ? weightBytes + checkpointBytes : weightBytes;
        long free = Files.getFileStore(folder).getUsableSpace();
        if (needed > free) {
            String remedy = checkpoints && weightBytes <= free ? "try --checkpoint none, or another" : "choose another";
            throw new UserError("the training's files need up to %s in '%s', %s are free: %s place for --out"
                    .formatted(SettingsText.size(needed), folder, SettingsText.size(free), remedy));
        }
    }
}
