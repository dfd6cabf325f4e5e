package dev.menny.app.training;

import dev.menny.backend.DeviceMemory;
import dev.menny.nn.Sequential;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** Looks before a training whether memory will do: a server that runs out of it fails everybody. */
final class MemoryCheck {
    private static final int LEAST_SIZE = 16;

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
            OptionalInt smaller = largestThatFits(config, classes, device, available);
            throw new TrainingRefusedException("This training needs about %s of memory, %s are free: %s"
                    .formatted(
                            SettingsText.size(needed),
                            SettingsText.size(available),
                            smaller.isPresent()
                                    ? "choose size %d".formatted(smaller.getAsInt())
                                    : "choose a smaller size or model, or start the server with more"));
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

    private static OptionalInt largestThatFits(
            TrainingConfig config, int classes, DeviceMemory device, long available) {
        int size = config.model().format().width();
        // Halving keeps sizes divisible by what the pools need, as long as it goes.
        while (size % LEAST_SIZE == 0 && size / 2 >= LEAST_SIZE) {
            size /= 2;
            TrainingConfig smaller = config.withModel(config.model().withSize(size, size));
            Sequential network = smaller.model().build(classes);
            if (MemoryEstimate.of(network, smaller).onHeap(device) <= available) {
                return OptionalInt.of(size);
            }
        }
        return OptionalInt.empty();
    }
}
