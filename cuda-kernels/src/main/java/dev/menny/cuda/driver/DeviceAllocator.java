package dev.menny.cuda.driver;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import jcuda.driver.JCudaDriver;

/**
 * Device memory that is kept when given back and handed out again, since the driver's own calls wait for the device. Not for
 * several threads at once; whoever takes a block over from another must do so on the stream that the other used.
 */
public final class DeviceAllocator implements AutoCloseable {
    // Blocks begin where every access of 16 bytes, and cuBLAS's and cuDNN's wider ones, are aligned.
    private static final long GRANULARITY = 512;
    // A kept block may serve a request of at least this share of its size.
    private static final double FIT = 0.8;

    private final Map<DevicePointer, Long> lent = new HashMap<>();
    private final NavigableMap<Long, Deque<DevicePointer>> kept = new TreeMap<>();
    private long heldBytes;

    /**
     * A block with undefined content, or nothing if the device has no room for it; {@link #releaseKept} may then make some.
     *
     * @param bytes at least 0
     */
    public Optional<DevicePointer> take(long bytes) {
        long size = Math.max(1, Math.ceilDiv(bytes, GRANULARITY)) * GRANULARITY;
        return takeKept(size).or(() -> allocate(size));
    }

    private Optional<DevicePointer> takeKept(long size) {
        Entry<Long, Deque<DevicePointer>> best = kept.ceilingEntry(size);
        if (best == null || size < FIT * best.getKey()) {
            return Optional.empty();
        }
        DevicePointer block = best.getValue().pop();
        if (best.getValue().isEmpty()) {
            kept.remove(best.getKey());
        }
        lent.put(block, best.getKey());
        return Optional.of(block);
    }

    private Optional<DevicePointer> allocate(long size) {
        DevicePointer block = new DevicePointer();
        int status = JCudaDriver.cuMemAlloc(block, size);
        if (status == Check.OUT_OF_MEMORY) {
            return Optional.empty();
        }
        Check.driver("cuMemAlloc", status);
        heldBytes += size;
        lent.put(block, size);
        return Optional.of(block);
    }

    /**
     * Takes a block back.
     *
     * @throws IllegalArgumentException if it is not lent, or not the begin of a block
     */
    public void giveBack(DevicePointer block) {
        Long size = lent.remove(block);
        if (size == null) {
            throw new IllegalArgumentException("no block that is lent begins at " + block);
        }
        kept.computeIfAbsent(size, key -> new ArrayDeque<>()).push(block);
    }

    /** Gives all memory that nobody uses back to the driver, once the device is done with it. */
    public void releaseKept() {
        kept.forEach((size, blocks) -> blocks.forEach(block -> free(block, size)));
        kept.clear();
    }

    private void free(DevicePointer block, long size) {
        Check.driver("cuMemFree", JCudaDriver.cuMemFree(block));
        heldBytes -= size;
    }

    /** Bytes that are kept for whoever asks next. */
    public long keptBytes() {
        return kept.entrySet().stream()
                .mapToLong(entry -> entry.getKey() * entry.getValue().size())
                .sum();
    }

    /** Bytes that are held from the driver, lent or kept. */
    public long heldBytes() {
        return heldBytes;
    }

    /** Gives everything back to the driver, also what is lent. */
    @Override
    public void close() {
        releaseKept();
        lent.forEach(this::free);
        lent.clear();
    }
}
