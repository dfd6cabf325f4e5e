package dev.menny.cuda;

import dev.menny.cuda.driver.DevicePointer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Where kernels find the numbers that change from step to step, such as a learning rate: in device memory, at the same place
 * in every step, so that a replayed step reads the new ones.
 */
final class StepNumbers {
    /** Bytes of one kernel's numbers. */
    private static final int SLOT = 64;

    // A step has a few; loose ones go round.
    private static final int SLOTS = 1024;

    private final Uploads uploads;
    private final CommandQueue queue;
    private final DevicePointer ofStep;
    private final DevicePointer loose;
    private int nextOfStep;
    private int nextLoose;

    /** @param memory of {@link #bytes()} bytes */
    StepNumbers(Uploads uploads, CommandQueue queue, DevicePointer memory) {
        this.uploads = uploads;
        this.queue = queue;
        this.ofStep = memory;
        this.loose = memory.plus((long) SLOT * SLOTS);
    }

    /** How much device memory the numbers take. */
    static long bytes() {
        return 2L * SLOT * SLOTS;
    }

    void beginStep() {
        nextOfStep = 0;
    }

    /**
     * Puts the numbers of one kernel where it will find them.
     *
     * @param writer puts at most 64 bytes into the buffer it gets
     */
    DevicePointer put(Consumer<ByteBuffer> writer) {
        return queue.exclusively(() -> {
            DevicePointer slot =
                    queue.isInStep() ? slotOfStep() : loose.plus((long) SLOT * Math.floorMod(nextLoose++, SLOTS));
            uploads.copy(slot, SLOT, writer);
            return slot;
        });
    }

    private DevicePointer slotOfStep() {
        if (nextOfStep == SLOTS) {
            throw new IllegalStateException(
                    "a step may call %d kernels with numbers of their own: make shorter steps".formatted(SLOTS));
        }
        return ofStep.plus((long) SLOT * nextOfStep++);
    }
}
