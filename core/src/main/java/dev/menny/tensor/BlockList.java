package dev.menny.tensor;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.DeviceMemoryException;
import java.util.ArrayList;
import java.util.List;

/** Blocks of one kind, handed out front to back; a list because no single Java array holds more than 2^31 elements. */
final class BlockList {
    private static final long SMALLEST_BLOCK_BYTES = 1L << 20;
    private static final long LARGEST_SPARE_BYTES = 64L << 20;
    // Slices start on a cache line of their block.
    private static final long ALIGNMENT_BYTES = 64;

    private final DeviceMemory memory;
    private final BufferKind kind;
    private final List<DeviceBuffer> blocks = new ArrayList<>();
    private int current;
    private long used;

    BlockList(DeviceMemory memory, BufferKind kind) {
        this.memory = memory;
        this.kind = kind;
    }

    DeviceBuffer take(long length) {
        while (current < blocks.size()) {
            DeviceBuffer block = blocks.get(current);
            if (used + length <= block.length()) {
                DeviceBuffer slice = block.slice(used, length);
                used += aligned(length);
                return slice;
            }
            current++;
            used = 0;
        }
        blocks.add(newBlock(nextBlockLength(length)));
        return take(length);
    }

    private DeviceBuffer newBlock(long length) {
        try {
            return memory.allocate(kind, length);
        } catch (DeviceMemoryException e) {
            throw e.wantedFor("the tensors of one step");
        }
    }

    /** Grows with what is held already, so that few blocks serve a scope of any size. */
    private long nextBlockLength(long length) {
        long spareBytes = Math.clamp(capacityBytes() / 4, SMALLEST_BLOCK_BYTES, LARGEST_SPARE_BYTES);
        return Math.max(length, spareBytes / kind.bytes());
    }

    private long aligned(long length) {
        long step = ALIGNMENT_BYTES / kind.bytes();
        return (length + step - 1) / step * step;
    }

    void reset() {
        current = 0;
        used = 0;
    }

    void release() {
        reset();
        blocks.forEach(memory::release);
        blocks.clear();
    }

    long capacityBytes() {
        return blocks.stream().mapToLong(DeviceBuffer::length).sum() * kind.bytes();
    }
}
