package dev.menny.cuda;

import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.cuda.driver.DataType;
import dev.menny.cuda.driver.DevicePointer;
import java.util.Objects;

/** A run of elements in the GPU's memory. */
record CudaBuffer(CudaMemory memory, BufferKind kind, DevicePointer pointer, long length) implements DeviceBuffer {
    /**
     * The one checked cast of this backend.
     *
     * @throws IllegalArgumentException if the buffer lives on another device
     */
    static CudaBuffer of(DeviceBuffer buffer) {
        if (buffer instanceof CudaBuffer own) {
            return own;
        }
        throw new IllegalArgumentException(
                "a GPU kernel was given a buffer of " + buffer.memory() + ": use tensors of the backend that computes");
    }

    /** What the floats of this buffer are; bytes and integers have no such type. */
    DataType type() {
        return switch (kind) {
            case F32 -> DataType.F32;
            case BF16 -> DataType.BF16;
            case I32, U8 -> throw new IllegalArgumentException("expected a buffer of floats, got one of " + kind);
        };
    }

    @Override
    public CudaBuffer slice(long offset, long count) {
        Objects.checkFromIndexSize(offset, count, length);
        return new CudaBuffer(memory, kind, pointer.plus(offset * kind.bytes()), count);
    }
}
