package dev.menny.backend.host;

import dev.menny.backend.BufferKind;
import dev.menny.backend.Scratch;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of heap memory that operations borrow and give back, so that a step allocates nothing once it has run before.
 * Safe for threads: two that compute at once hold different blocks.
 */
public final class ScratchPool {
    private final HostMemory memory;
    private final List<HostBuffer> idle = new ArrayList<>();

    /** @param memory where new blocks come from */
    public ScratchPool(HostMemory memory) {
        this.memory = memory;
    }

    /** Lends a block of at least {@code length} floats: the smallest idle one that holds them, else a new one. */
    public Lease lend(long length) {
        return new Lease(take(length));
    }

    private synchronized HostBuffer take(long length) {
        int best = -1;
        for (int i = 0; i < idle.size(); i++) {
            long size = idle.get(i).length();
            if (size >= length && (best < 0 || size < idle.get(best).length())) {
                best = i;
            }
        }
        return best >= 0 ? idle.remove(best) : HostBuffer.of(memory.allocate(BufferKind.F32, length));
    }

    private synchronized void giveBack(HostBuffer block) {
        idle.add(block);
    }

    /** A borrowed block; closing gives it back. */
    public final class Lease implements Scratch {
        private final HostBuffer block;

        private Lease(HostBuffer block) {
            this.block = block;
        }

        /** The block's array; its first element is at {@link #offset()}. */
        public float[] floats() {
            return block.floats();
        }

        /** Index of the block's first element, the same for all leases. */
        public int offset() {
            return block.offset();
        }

        @Override
        public HostBuffer buffer() {
            return block;
        }

        @Override
        public void close() {
            giveBack(block);
        }
    }
}
