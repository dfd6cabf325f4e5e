package dev.menny.cuda;

import dev.menny.cuda.driver.PinnedMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Pinned memory that copies to the device begin in, handed out front to back. After {@link #reset} it is handed out again
 * from the front, so that steps which copy the same amounts find the same places.
 */
final class Staging implements AutoCloseable {
    /** The most bytes of one place. */
    static final int LARGEST_PLACE = 32 << 20;

    private static final int ALIGNMENT = 256;

    private final List<PinnedMemory> blocks = new ArrayList<>();
    private final int blockBytes;
    private int current;
    private int used;

    /** A run of pinned memory; equal ones are the same. */
    record Place(PinnedMemory memory, int offset, int length) {
        /** The run, from position 0 on. */
        ByteBuffer bytes() {
            return memory.bytes().slice(offset, length).order(ByteOrder.nativeOrder());
        }
    }

    /** @param blockBytes how much is pinned at a time, at least as large as the largest place asked for */
    Staging(int blockBytes) {
        this.blockBytes = blockBytes;
    }

    Place take(int bytes) {
        if (!hasRoom(bytes)) {
            current += blocks.isEmpty() ? 0 : 1;
            used = 0;
            if (current == blocks.size()) {
                blocks.add(new PinnedMemory(blockBytes));
            }
        }
        Place place = new Place(blocks.get(current), used, bytes);
        used += Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        return place;
    }

    /** True if no new block is begun for this many bytes. */
    boolean hasRoom(int bytes) {
        return current < blocks.size() && used + bytes <= blockBytes;
    }

    void reset() {
        current = 0;
        used = 0;
    }

    @Override
    public void close() {
        blocks.forEach(PinnedMemory::close);
        blocks.clear();
        reset();
    }
}
