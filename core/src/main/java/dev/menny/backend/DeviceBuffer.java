package dev.menny.backend;

/**
 * A run of elements in a device's memory: an opaque handle that only its own backend can look into.
 *
 * <p>A buffer does not own memory; it points into a block that somebody allocated from a {@link DeviceMemory}.
 */
public interface DeviceBuffer {
    /** What one element is. */
    BufferKind kind();

    /** Number of elements. */
    long length();

    /**
     * A window onto the same memory.
     *
     * @param offset first element, counted from the start of this buffer
     * @param length number of elements
     * @throws IndexOutOfBoundsException if the window leaves this buffer
     */
    DeviceBuffer slice(long offset, long length);

    /** The memory that this buffer points into. */
    DeviceMemory memory();
}
