package dev.menny.backend;

/** Allocates blocks on one device and copies between them and Java arrays. */
public interface DeviceMemory {
    /**
     * A new block, filled with zeros.
     *
     * @throws IllegalArgumentException if {@code length} exceeds {@link #maxLength()}
     */
    DeviceBuffer allocate(BufferKind kind, long length);

    /** Gives a block back. A no-op where the garbage collector does it. */
    void release(DeviceBuffer block);

    /** The most elements that one block can hold. */
    long maxLength();

    /** Copies {@code count} floats from {@code source[from]} on to the start of {@code destination}. */
    void upload(float[] source, int from, DeviceBuffer destination, int count);

    /** Copies all of {@code source} to the start of an I32 buffer. */
    void upload(int[] source, DeviceBuffer destination);

    /** Copies {@code count} floats from the start of {@code source} to {@code destination[to]} on. */
    void download(DeviceBuffer source, float[] destination, int to, int count);

    /** Copies {@code count} bytes from the start of a U8 buffer to the start of {@code destination}. */
    void download(DeviceBuffer source, byte[] destination, int count);

    /** Sets every element of an F32 buffer. */
    void fill(DeviceBuffer destination, float value);

    /** Copies one F32 buffer onto another of the same length. */
    void copy(DeviceBuffer source, DeviceBuffer destination);
}
