package dev.menny.app.training;

import dev.menny.backend.DeviceMemory;
import dev.menny.nn.Sequential;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.util.function.LongSupplier;

/** Looks before a training whether memory will do: a server that runs out of it fails everybody. */
final class MemoryCheck {
    private final LongSupplier free;

    /** @param free bytes that this process may take */
    MemoryCheck(LongSupplier free) {
        this.free = free;
    }

    /**
     * Makes sure that a training fits.
     *
     * @param device where the network will lie; what a GPU holds, it refuses itself where it is too much
     * @return bytes that are left for decoded pictures
     * @throws TrainingRefusedException if the training needs more, saying what would fit
     */
    long room(Sequential network, TrainingConfig config, int classes, DeviceMemory device) {
        long needed = MemoryEstimate.of(network, config).onHeap(device);
        long available = available(needed);
        if (needed > available) {
            String remedy = MemoryEstimate.smaller(config, classes, device, available)
                    .map(smaller ->
                            "choose size %d".formatted(smaller.model().format().width()))
                    .orElse("choose a smaller size or model, or start the server with more");
            throw new TrainingRefusedException("This training needs about %s of memory, %s are free: %s"
                    .formatted(SettingsText.size(needed), SettingsText.size(available), remedy));
        }
        return available - needed;
    }

    /** What a server has done so far may lie about as garbage, which counts as taken until it is looked at. */
    @SuppressWarnings("SystemGc")
    private long available(long needed) {
        if (free.getAsLong() < needed) {
            System.gc();
        }
        return free.getAsLong();
    }
}
