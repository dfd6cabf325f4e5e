package dev.menny.cuda.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;

/** Host memory that stays where it is, so that the device copies from and to it by itself. */
public final class PinnedMemory implements AutoCloseable {
    private final Pointer pointer = new Pointer();
    private final ByteBuffer bytes;

    /** @param size bytes, at least 1 and below 2^31 */
    public PinnedMemory(int size) {
        Check.driver("cuMemHostAlloc", JCudaDriver.cuMemHostAlloc(pointer, size, 0));
        bytes = pointer.getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }

    /** The memory; its position and limit are nobody's: use absolute access, or a duplicate. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** How many bytes it holds. */
    public int size() {
        return bytes.capacity();
    }

    Pointer pointer(long offset) {
        return pointer.withByteOffset(offset);
    }

    @Override
    public void close() {
        Check.driver("cuMemFreeHost", JCudaDriver.cuMemFreeHost(pointer));
    }
}
