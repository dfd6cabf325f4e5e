package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;

/** A buffer of bytes, such as a mask, cut out of a larger block, as {@link GuardedBuffer} is for floats. */
final class GuardedMask {
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
        byte[] guards = new byte[total];
        Arrays.fill(guards, GUARD);
        backend.memory().upload(guards, block);
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
                fail("%s: element %d, outside of the buffer, was overwritten", name, i - front);
            }
        }
        if (frozen.length > 0) {
            assertThat(content()).as("%s, bytes that are only read", name).isEqualTo(frozen);
        }
    }

    void release() {
        block.memory().release(block);
    }
}
