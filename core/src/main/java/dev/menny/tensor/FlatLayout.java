package dev.menny.tensor;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.DeviceMemoryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Where each parameter lies when all of them are put end to end into as few blocks as hold them. */
final class FlatLayout {
    // Parameters start on a cache line; the gap stays zero in values, gradients and moments alike.
    private static final long ALIGNMENT = 16;

    /** Parameters of as many values as this, 4 MiB, have a block of their own: their gradients may have another form. */
    static final long LARGE = 1 << 20;

    private final List<Long> blockLengths = new ArrayList<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();

    private boolean closed = true;

    private record Position(int block, long offset, long length) {}

    private FlatLayout() {}

    static FlatLayout of(Map<String, Parameter> parameters, long maxBlockLength) {
        FlatLayout layout = new FlatLayout();
        parameters.forEach(
                (name, parameter) -> layout.append(name, parameter.shape().length(), maxBlockLength));
        return layout;
    }

    private void append(String name, long length, long maxBlockLength) {
        int block = blockLengths.size() - 1;
        long room = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (closed || length >= LARGE || blockLengths.get(block) + room > maxBlockLength) {
            blockLengths.add(0L);
            block++;
        }
        closed = length >= LARGE;
        long offset = blockLengths.get(block);
        positions.put(name, new Position(block, offset, length));
        blockLengths.set(block, offset + room);
    }

    /** @param purpose what the blocks are for, in words for people */
    List<DeviceBuffer> allocate(DeviceMemory memory, String purpose) {
        return IntStream.range(0, blocks())
                .mapToObj(block -> allocateBlock(memory, block, purpose))
                .toList();
    }

    int blocks() {
        return blockLengths.size();
    }

    DeviceBuffer allocateBlock(DeviceMemory memory, int block, String purpose) {
        try {
            return memory.allocate(BufferKind.F32, blockLengths.get(block));
        } catch (DeviceMemoryException e) {
            throw e.wantedFor(purpose);
        }
    }

    int blockOf(String name) {
        return position(name).block();
    }

    DeviceBuffer slice(List<DeviceBuffer> blocks, String name) {
        return slice(blocks.get(blockOf(name)), name);
    }

    /** The slice of the block that holds the parameter. */
    DeviceBuffer slice(DeviceBuffer block, String name) {
        Position position = position(name);
        return block.slice(position.offset(), position.length());
    }

    private Position position(String name) {
        Position position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException("no parameter is called " + name);
        }
        return position;
    }
}
