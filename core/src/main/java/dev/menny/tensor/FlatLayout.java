package dev.menny.tensor;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each parameter lies when all of them are put end to end into as few blocks as hold them. */
final class FlatLayout {
    // Parameters start on a cache line; the gap stays zero in values, gradients and moments alike.
    private static final long ALIGNMENT = 16;

    private final List<Long> blockLengths = new ArrayList<>();
    private final Map<String, Position> positions = new LinkedHashMap<>();

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
        if (block < 0 || blockLengths.get(block) + room > maxBlockLength) {
            blockLengths.add(0L);
            block++;
        }
        long offset = blockLengths.get(block);
        positions.put(name, new Position(block, offset, length));
        blockLengths.set(block, offset + room);
    }

    List<DeviceBuffer> allocate(DeviceMemory memory) {
        return blockLengths.stream()
                .map(length -> memory.allocate(BufferKind.F32, length))
                .toList();
    }

    DeviceBuffer slice(List<DeviceBuffer> blocks, String name) {
        Position position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException("no parameter is called " + name);
        }
        return blocks.get(position.block()).slice(position.offset(), position.length());
    }
}
