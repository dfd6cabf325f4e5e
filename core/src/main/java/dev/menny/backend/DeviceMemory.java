package dev.menny.backend;

/** Allocates blocks on one device and copies between them and Java arrays. Floats may be copied to and from BF16 buffers. */
public interface DeviceMemory {
    /**
     * A new block, filled with zeros.
     *
     * @throws IllegalArgumentException if {@code length} exceeds {@link #maxLength()}
     * @throws DeviceMemoryException if the device has no room for it
     */
    DeviceBuffer allocate(BufferKind kind, long length);

    /** Gives a block back. A no-op where the garbage collector does it. */
    void release(DeviceBuffer block);

    /** True if blocks are Java arrays, which count against the heap's limit; false where a device has memory of its own. */
    default boolean isOnHeap() {
        return false;
    }

    /** What this device stores activations in: {@link BufferKind#F32}, or BF16 where it computes in mixed precision. */
    default BufferKind activations() {
        return BufferKind.F32;
    }

    /** The most elements that one block can hold. */
    long maxLength();

    /** Bytes that could be allocated now, as far as the device can tell; a lot where it cannot. */
    default long freeBytes() {
        return Long.MAX_VALUE;
    }

    /** Copies {@code count} floats from {@code source[from]} on to the start of {@code destination}. */
    void upload(float[] source, int from, DeviceBuffer destination, int count);

    /** Copies all of {@code source} to the start of a U8 buffer. */
    void upload(byte[] source, DeviceBuffer destination);

    /**
     * Starts copying all of {@code source} to the start of a U8 buffer, beside what the device computes. The source may
     * change once this returns; the destination must not be used before {@link Transfer#await}, nor released
     * before that was called and the device was synchronized. Kernels that were called before find there what was there.
     */
    default Transfer uploadAhead(byte[] source, DeviceBuffer destination) {
        upload(source, destination);
        return () -> {};
    }

    /** Copies all of {@code source} to the start of an I32 buffer. */
    void upload(int[] source, DeviceBuffer destination);

    /** Copies {@code count} floats from the start of {@code source} to {@code destination[to]} on. */
    void download(DeviceBuffer source, float[] destination, int to, int count);

    /** Copies {@code count} bytes from the start of a U8 buffer to the start of {@code destination}. */
    void download(DeviceBuffer source, byte[] destination, int count);

    /** Sets every element of a buffer of floats. */
    void fill(DeviceBuffer destination, float value);

    /** Copies one buffer of floats onto another of the same kind and length. */
    void copy(DeviceBuffer source, DeviceBuffer destination);
}
