package dev.menny.backend.host;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import java.util.Objects;

/** A run of elements of a Java array: an array of the buffer's kind, the index of its first element and a length. */
public final class HostBuffer implements DeviceBuffer {
    private final HostMemory memory;
    private final BufferKind kind;
    private final Object array;
    private final int offset;
    private final int length;

    HostBuffer(HostMemory memory, BufferKind kind, Object array, int offset, int length) {
        this.memory = memory;
        this.kind = kind;
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * The one checked cast of the CPU backends.
     *
     * @throws IllegalArgumentException if the buffer lives on another device
     */
    public static HostBuffer of(DeviceBuffer buffer) {
        if (buffer instanceof HostBuffer host) {
            return host;
        }
        throw new IllegalArgumentException(
                "a CPU kernel was given a buffer of " + buffer.memory() + ": use tensors of the backend that computes");
    }

    /** The array behind an F32 buffer; element 0 is at {@link #offset()}. */
    public float[] floats() {
        return (float[]) array;
    }

    /** The array behind an I32 buffer; element 0 is at {@link #offset()}. */
    public int[] ints() {
        return (int[]) array;
    }

    /** The array behind a U8 buffer; element 0 is at {@link #offset()}. */
    public byte[] bytes() {
        return (byte[]) array;
    }

    /** Index of the first element. */
    public int offset() {
        return offset;
    }

    @Override
    public BufferKind kind() {
        return kind;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public DeviceBuffer slice(long from, long count) {
        Objects.checkFromIndexSize(from, count, length);
        return new HostBuffer(memory, kind, array, offset + (int) from, (int) count);
    }

    @Override
    public DeviceMemory memory() {
        return memory;
    }
}
