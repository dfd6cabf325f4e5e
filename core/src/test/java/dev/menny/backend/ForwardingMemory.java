package dev.menny.backend;

/** Memory that hands every call on to another; what a test watches, it overrides. */
public class ForwardingMemory implements DeviceMemory {
    private final DeviceMemory inner;

    /** Hands calls on to {@code inner}. */
    public ForwardingMemory(DeviceMemory inner) {
        this.inner = inner;
    }

    @Override
    public DeviceBuffer allocate(BufferKind kind, long length) {
        return inner.allocate(kind, length);
    }

    @Override
    public void release(DeviceBuffer block) {
        inner.release(block);
    }

    @Override
    public boolean isOnHeap() {
        return inner.isOnHeap();
    }

    @Override
    public long maxLength() {
        return inner.maxLength();
    }

    @Override
    public void upload(float[] source, int from, DeviceBuffer destination, int count) {
        inner.upload(source, from, destination, count);
    }

    @Override
    public void upload(byte[] source, DeviceBuffer destination) {
        inner.upload(source, destination);
    }

    @Override
    public Transfer uploadAhead(byte[] source, DeviceBuffer destination) {
        return inner.uploadAhead(source, destination);
    }

    @Override
    public long freeBytes() {
        return inner.freeBytes();
    }

    @Override
    public BufferKind activations() {
        return inner.activations();
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
