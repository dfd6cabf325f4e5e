package dev.menny.backend;

/** Memory that counts what is taken from it and given back, and that may have small blocks. */
public final class MeteredMemory extends ForwardingMemory {
    private final long maxLength;
    private long allocatedBytes;
    private long releasedBytes;

    /**
     * Meters another memory.
     *
     * @param maxLength the most elements of a block
     */
    public MeteredMemory(DeviceMemory inner, long maxLength) {
        super(inner);
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
        return super.allocate(kind, length);
    }

    @Override
    public void release(DeviceBuffer block) {
        releasedBytes += block.length() * block.kind().bytes();
        super.release(block);
    }

    @Override
    public long maxLength() {
        return maxLength;
    }
}
