package dev.menny.io;

import java.util.List;

/**
 * Where a float32 tensor lies in a safetensors file.
 *
 * @param name its name, unique in the file
 * @param sizes its axes, outermost first; none for a single value, and an axis may be 0
 * @param begin its first byte, counted from the start of the file's data
 * @param end the byte after its last
 */
public record TensorEntry(String name, List<Long> sizes, long begin, long end) {
    /** Copies the sizes. */
    public TensorEntry {
        sizes = List.copyOf(sizes);
    }

    /** Number of values. */
    public long length() {
        return (end - begin) / Float.BYTES;
    }
}
