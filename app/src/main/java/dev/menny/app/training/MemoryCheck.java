package dev.menny.app.training;

import dev.menny.backend.DeviceMemory;
import dev.menny.nn.Sequential;
import dev.menny.trainer.train.FreeMemory;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.util.function.LongSupplier;

/**
 * Looks before a training whether memory will do: a server that runs out of it fails everybody. Some of it is never given
 * to a training, so that pictures can be decoded and recognised meanwhile. The new model needs no room of its own: it is
 * loaded when the training's memory is free again.
 */
final class MemoryCheck {
    private static final int SHARE_OF_SERVING = 8;
    private static final long MOST_FOR_SERVING = 512L << 20;

    private final LongSupplier free;
    private final long reserve;
    private final long most;

    /**
     * A check of a heap.
     *
     * @param free bytes that this process may take
     * @param most bytes that the heap may ever have; an eighth of it, but at most 512 MiB, is kept for serving
     */
    MemoryCheck(LongSupplier free, long most) {
        this.free = free;
        this.reserve = Math.min(most / SHARE_OF_SERVING, MOST_FOR_SERVING);
        this.most = most;
    }

    /** A check of this process's heap. */
    static MemoryCheck ofThisProcess() {
        return new MemoryCheck(FreeMemory::bytes, Runtime.getRuntime().maxMemory());
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
            throw new TrainingRefusedException("This training needs about %s of memory, %s are free for it: %s"
                    .formatted(SettingsText.size(needed), SettingsText.size(available), remedy));
        }
        return available - needed;
    }

    /** What a server has done so far may lie about as garbage, which counts as taken until it is looked at. */
    @SuppressWarnings("SystemGc")
    private long available(long needed) {
        // What would not fit into an empty heap is not worth the pause for everybody else.
        if (beyondServing() < needed && needed <= most - reserve) {
            System.gc();
        }
        return beyondServing();
    }

    private long beyondServing() {
        return Math.max(0, free.getAsLong() - reserve);
    }
}
