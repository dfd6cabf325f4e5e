package dev.menny.cuda;

import dev.menny.backend.DeviceMemoryException;
import dev.menny.cuda.driver.DeviceAllocator;
import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.Gpu;
import java.util.Optional;

/** Blocks of the GPU's memory, and what is said when there are none left. */
final class DeviceBlocks implements AutoCloseable {
    private static final double GIB = 1 << 30;

    private final CommandQueue queue;
    private final Gpu gpu;
    private final DeviceAllocator allocator = new DeviceAllocator();
    private Runnable onShortage = () -> {};

    DeviceBlocks(CommandQueue queue, Gpu gpu) {
        this.queue = queue;
        this.gpu = gpu;
    }

    /**
     * A block with undefined content.
     *
     * @throws DeviceMemoryException if there is no room
     */
    DevicePointer take(long bytes) {
        return queue.exclusively(
                () -> allocator.take(bytes).or(() -> takeAfterGivingBack(bytes)).orElseThrow(() -> full(bytes)));
    }

    /** What nobody uses is given back to the driver, once the device is done with all that may use it. */
    private Optional<DevicePointer> takeAfterGivingBack(long bytes) {
        queue.synchronize(); // freeing does not wait for those who still use it
        onShortage.run();
        allocator.releaseKept();
        return allocator.take(bytes);
    }

    /** @param giveBack gives blocks back that are held to save time alone */
    void onShortage(Runnable giveBack) {
        onShortage = giveBack;
    }

    private DeviceMemoryException full(long bytes) {
        return new DeviceMemoryException(
                "the GPU has no room for another %.2f GiB".formatted(bytes / GIB),
                ("Menny holds %.2f GiB, %.2f of %.2f GiB are free;"
                                + " lower the batch or the picture size, or end other programs on the GPU")
                        .formatted(allocator.heldBytes() / GIB, gpu.freeBytes() / GIB, gpu.totalBytes() / GIB));
    }

    void giveBack(DevicePointer block) {
        queue.exclusively(() -> allocator.giveBack(block));
    }

    /** What the driver has left, beside what is kept here for later. */
    long freeBytes() {
        return queue.exclusively(() -> gpu.freeBytes() + allocator.keptBytes());
    }

    @Override
    public void close() {
        allocator.close();
    }
}
