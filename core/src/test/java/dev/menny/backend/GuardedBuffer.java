package dev.menny.backend;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;

/**
 * A float buffer cut out of a larger block at an odd offset. The rest of the block holds a NaN of its own, which shows
 * when a kernel writes there and poisons its result when it reads there.
 */
final class GuardedBuffer {
    static final int BACK = 75;

    private static final float GUARD = Float.intBitsToFloat(0x7FC0DEAD);

    private final String name;
    private final int front;
    private final DeviceBuffer block;
    private final float[] written;

    GuardedBuffer(DeviceMemory memory, String name, float[] content, int front) {
        this.name = name;
        this.front = front;
        this.written = new float[front + content.length + BACK];
        Arrays.fill(written, GUARD);
        System.arraycopy(content, 0, written, front, content.length);
        this.block = memory.allocate(BufferKind.F32, written.length);
        memory.upload(written, 0, block, written.length);
    }

    /** The buffer that a kernel gets. */
    DeviceBuffer inner() {
        return block.slice(front, written.length - front - BACK);
    }

    /** What the kernel's buffer holds now. */
    float[] content() {
        return Arrays.copyOfRange(downloaded(), front, written.length - BACK);
    }

    private float[] downloaded() {
        float[] now = new float[written.length];
        block.memory().download(block, now, 0, now.length);
        return now;
    }

    void assertGuardsIntact() {
        float[] now = downloaded();
        for (int i = 0; i < now.length; i++) {
            boolean inside = i >= front && i < now.length - BACK;
            if (!inside && !sameBits(now[i], GUARD)) {
                fail("%s: element %d, outside of the buffer, was overwritten with %s", name, i - front, now[i]);
            }
        }
    }

    void assertUnchanged() {
        float[] now = downloaded();
        for (int i = 0; i < now.length; i++) {
            if (!sameBits(now[i], written[i])) {
                fail("%s: element %d of an input was overwritten with %s", name, i - front, now[i]);
            }
        }
    }

    void release() {
        block.memory().release(block);
    }

    private static boolean sameBits(float a, float b) {
        return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
    }
}
