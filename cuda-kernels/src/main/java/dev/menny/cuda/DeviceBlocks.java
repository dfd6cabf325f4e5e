package dev.menny.cuda;

import dev.menny.backend.DeviceMemoryException;
import dev.menny.cuda.driver.DeviceAllocator;
import dev.menny.cuda.driver.DevicePointer;
import dev.menny.cuda.driver.Gpu;

/** Blocks of the GPU's memory, and what is said when there are none left. */
final class DeviceBlocks implements AutoCloseable {
    private static final double GIB = 1 << 30;

    private final CommandQueue queue;
    private final Gpu gpu;
    private final DeviceAllocator allocator = new DeviceAllocator();

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
        return queue.exclusively(() -> allocator.take(bytes).orElseThrow(() -> full(bytes)));
    }

    private DeviceMemoryException full(long bytes) {
        return new DeviceMemoryException(
                ("the GPU has no room for another %.2f GiB: Menny holds %.2f GiB, %.2f of %.2f GiB are free;"
                                + " lower the batch or the picture size, or end other programs on the GPU")
                        .formatted(
                                bytes / GIB,
                                allocator.heldBytes() / GIB,
                                gpu.freeBytes() / GIB,
                                gpu.totalBytes() / GIB));
    }

    void giveBack(DevicePointer block) {
        queue.exclusively(() -> allocator.giveBack(block));
    }

    long heldBytes() {
        return queue.exclusively(allocator::heldBytes);
    }

    @Override
    public void close() {
        allocator.close();
    }
}
