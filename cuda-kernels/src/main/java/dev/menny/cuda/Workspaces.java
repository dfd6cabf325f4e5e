package dev.menny.cuda;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.Scratch;
import dev.menny.cuda.driver.DataType;
import dev.menny.cuda.driver.DevicePointer;
import java.util.ArrayList;
import java.util.List;

/**
 * Device memory that operations borrow and give back. One stream does everything in order, so a block may be lent again as
 * soon as its last commands are asked for, done or not.
 */
final class Workspaces implements AutoCloseable {
    private final DeviceBlocks blocks;
    private final CommandQueue queue;
    private final CudaMemory memory;
    private final List<Block> idle = new ArrayList<>();

    private record Block(DevicePointer pointer, long bytes) {}

    /** @param memory what borrowed buffers say they belong to */
    Workspaces(DeviceBlocks blocks, CommandQueue queue, CudaMemory memory) {
        this.blocks = blocks;
        this.queue = queue;
        this.memory = memory;
        blocks.onShortage(this::giveBackIdle);
    }

    /** Memory for one operation, given back by closing. */
    Workspace open() {
        return new Workspace();
    }

    /** What one operation has borrowed. */
    final class Workspace implements Scratch {
        private final List<Block> borrowed = new ArrayList<>();

        private Workspace() {}

        /** Bytes with undefined content. */
        DevicePointer bytes(long count) {
            Block block = take(count);
            borrowed.add(block);
            return block.pointer();
        }

        /** Elements with undefined content. */
        CudaBuffer floats(DataType type, long length) {
            BufferKind kind = type == DataType.F32 ? BufferKind.F32 : BufferKind.BF16;
            return new CudaBuffer(memory, kind, bytes(length * kind.bytes()), length);
        }

        /** What was borrowed first, as float32. */
        @Override
        public CudaBuffer buffer() {
            Block first = borrowed.getFirst();
            return new CudaBuffer(memory, BufferKind.F32, first.pointer(), first.bytes() / Float.BYTES);
        }

        /** Gives all of it back, rather than keeping it for the next operation; the device must be done with it. */
        void giveBack() {
            queue.exclusively(() -> {
                borrowed.forEach(block -> blocks.giveBack(block.pointer()));
                borrowed.clear();
            });
        }

        @Override
        public void close() {
            queue.exclusively(() -> {
                idle.addAll(borrowed.reversed());
                borrowed.clear();
            });
        }
    }

    /** The smallest idle block that is large enough, else a new one. */
    private Block take(long bytes) {
        return queue.exclusively(() -> {
            int best = -1;
            for (int i = 0; i < idle.size(); i++) {
                long size = idle.get(i).bytes();
                if (size >= bytes && (best < 0 || size < idle.get(best).bytes())) {
                    best = i;
                }
            }
            return best >= 0 ? idle.remove(best) : newBlock(bytes);
        });
    }

    private Block newBlock(long bytes) {
        try {
            return new Block(blocks.take(bytes), bytes);
        } catch (DeviceMemoryException e) {
            throw e.wantedFor("intermediate results");
        }
    }

    private void giveBackIdle() {
        idle.forEach(block -> blocks.giveBack(block.pointer()));
        idle.clear();
    }

    @Override
    public void close() {
        giveBackIdle();
    }
}
