package dev.menny.backend.host;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import java.util.Arrays;

/** The Java heap as a device's memory. */
public final class HostMemory implements DeviceMemory {
    // Floats begin a cache line there: 12 of them and the array's header of 16 bytes fill one. It holds for arrays that
    // the JVM puts at a cache line's begin: large ones, and with -XX:ObjectAlignmentInBytes=64 all.
    private static final int FIRST_FLOAT = 12;
    // Some JVMs refuse arrays of exactly Integer.MAX_VALUE elements.
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

    @Override
    public DeviceBuffer allocate(BufferKind kind, long length) {
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "one block of heap memory holds 0 to %,d elements, got %,d".formatted(MAX_LENGTH, length));
        }
        int size = (int) length;
        return switch (kind) {
            case F32 -> new HostBuffer(this, kind, new float[FIRST_FLOAT + size], FIRST_FLOAT, size);
            case I32 -> new HostBuffer(this, kind, new int[size], 0, size);
            case BF16 -> throw new IllegalArgumentException("CPUs store activations as float32, not as bfloat16");
            case U8 -> new HostBuffer(this, kind, new byte[size], 0, size);
        };
    }

    @Override
    public void release(DeviceBuffer block) {
        // The garbage collector frees a block once its owner has dropped it.
    }

    @Override
    public boolean isOnHeap() {
        return true;
    }

    @Override
    public long maxLength() {
        return MAX_LENGTH;
    }

    @Override
    public void upload(float[] source, int from, DeviceBuffer destination, int count) {
        HostBuffer target = HostBuffer.of(destination.slice(0, count));
        System.arraycopy(source, from, target.floats(), target.offset(), count);
    }

    @Override
    public void upload(byte[] source, DeviceBuffer destination) {
        HostBuffer target = HostBuffer.of(destination.slice(0, source.length));
        System.arraycopy(source, 0, target.bytes(), target.offset(), source.length);
    }

    @Override
    public void upload(int[] source, DeviceBuffer destination) {
        HostBuffer target = HostBuffer.of(destination.slice(0, source.length));
        System.arraycopy(source, 0, target.ints(), target.offset(), source.length);
    }

    @Override
    public void download(DeviceBuffer source, float[] destination, int to, int count) {
        HostBuffer from = HostBuffer.of(source.slice(0, count));
        System.arraycopy(from.floats(), from.offset(), destination, to, count);
    }

    @Override
    public void download(DeviceBuffer source, byte[] destination, int count) {
        HostBuffer from = HostBuffer.of(source.slice(0, count));
        System.arraycopy(from.bytes(), from.offset(), destination, 0, count);
    }

    @Override
    public void fill(DeviceBuffer destination, float value) {
        HostBuffer target = HostBuffer.of(destination);
        Arrays.fill(target.floats(), target.offset(), target.offset() + (int) target.length(), value);
    }

    @Override
    public void copy(DeviceBuffer source, DeviceBuffer destination) {
        HostBuffer from = HostBuffer.of(source);
        HostBuffer to = HostBuffer.of(destination.slice(0, source.length()));
        System.arraycopy(from.floats(), from.offset(), to.floats(), to.offset(), (int) from.length());
    }

    @Override
    public String toString() {
        return "the Java heap";
    }
}
