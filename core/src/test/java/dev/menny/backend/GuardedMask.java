package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;

/** A byte buffer cut out of a larger block, as {@link GuardedBuffer} is for floats. */
final class GuardedMask {
    // What pooling four positive numbers writes: no byte can be uploaded, so this is how guards get a value.
    private static final byte GUARD = 0b1111;

    private final String name;
    private final int front;
    private final DeviceBuffer block;
    private final int length;
    private byte[] frozen = {};

    GuardedMask(Backend backend, String name, int length, int front) {
        this.name = name;
        this.front = front;
        this.length = length;
        int total = front + length + GuardedBuffer.BACK;
        this.block = backend.memory().allocate(BufferKind.U8, total);
        DeviceBuffer ones = backend.memory().allocate(BufferKind.F32, 4L * total);
        DeviceBuffer pooled = backend.memory().allocate(BufferKind.F32, total);
        backend.memory().fill(ones, 1);
        backend.kernels().reluPoolForward(new Pool2dSpec(Pooling.AVERAGE, 1, 2, 2, total, 2, 2), ones, pooled, block);
        backend.memory().release(ones);
        backend.memory().release(pooled);
    }

    /** The buffer that a kernel gets. */
    DeviceBuffer inner() {
        return block.slice(front, length);
    }

    byte[] content() {
        return Arrays.copyOfRange(downloaded(), front, front + length);
    }

    /** From now on the content must stay. */
    void freeze() {
        frozen = content();
    }

    private byte[] downloaded() {
        byte[] now = new byte[Math.toIntExact(block.length())];
        block.memory().download(block, now, now.length);
        return now;
    }

    void assertGuardsIntact() {
        byte[] now = downloaded();
        for (int i = 0; i < now.length; i++) {
            boolean inside = i >= front && i < front + length;
            if (!inside && now[i] != GUARD) {
                fail("%s: element %d, outside of the mask, was overwritten", name, i - front);
            }
        }
        if (frozen.length > 0) {
            assertThat(content()).as("%s, a mask that is only read", name).isEqualTo(frozen);
        }
    }

    void release() {
        block.memory().release(block);
    }
}
