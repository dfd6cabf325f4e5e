package dev.menny.backend;

/** Memory that counts what is taken from it and given back, and that may have small blocks. */
public final class MeteredMemory implements DeviceMemory {
    private final DeviceMemory inner;
    private final long maxLength;
    private long allocatedBytes;
    private long releasedBytes;

    /**
     * Meters another memory.
     *
     * @param maxLength the most elements of a block
     */
    public MeteredMemory(DeviceMemory inner, long maxLength) {
        this.inner = inner;
        this.maxLength = maxLength;
    }

    /** Bytes that were allocated in all. */
    public long allocatedBytes() {
        return allocatedBytes;
    }

    /** Bytes that were given back in all. */
    public long releasedBytes() {
        return releasedBytes;
    }

    @Override
    public DeviceBuffer allocate(BufferKind kind, long length) {
        if (length > maxLength) {
            throw new IllegalArgumentException("a block holds " + maxLength + " elements, got " + length);
        }
        allocatedBytes += length * kind.bytes();
        return inner.allocate(kind, length);
    }

    @Override
    public void release(DeviceBuffer block) {
        releasedBytes += block.length() * block.kind().bytes();
        inner.release(block);
    }

    @Override
    public long maxLength() {
        return maxLength;
    }

    @Override
    public void upload(float[] source, int from, DeviceBuffer destination, int count) {
        inner.upload(source, from, destination, count);
    }

    @Override
    public void upload(int[] source, DeviceBuffer destination) {
        inner.upload(source, destination);
    }

    @Override
    public void download(DeviceBuffer source, float[] destination, int to, int count) {
        inner.download(source, destination, to, count);
    }

    @Override
    public void download(DeviceBuffer source, byte[] destination, int count) {
        inner.download(source, destination, count);
    }

    @Override
    public void fill(DeviceBuffer destination, float value) {
        inner.fill(destination, value);
    }

    @Override
    public void copy(DeviceBuffer source, DeviceBuffer destination) {
        inner.copy(source, destination);
    }
}
