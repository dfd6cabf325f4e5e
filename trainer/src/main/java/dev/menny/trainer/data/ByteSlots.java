package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Transfer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Where batches of bytes are collected on the host, and where they are sent to on a device. */
final class ByteSlots implements AutoCloseable {
    // A device may still compute on the batch before: what was given back last is not filled again at once.
    private static final int RESTING = 1;

    private final Backend backend;
    private final int length;
    private final Deque<Slot> free = new ArrayDeque<>();
    private final List<Slot> all = new ArrayList<>();

    /** Room for one batch, on both sides. */
    record Slot(byte[] host, DeviceBuffer device) {}

    /** @param length bytes of the largest batch */
    ByteSlots(Backend backend, int length) {
        this.backend = backend;
        this.length = length;
    }

    synchronized Slot take() {
        if (free.size() > RESTING) {
            return free.removeFirst();
        }
        Slot slot = new Slot(new byte[length], backend.memory().allocate(BufferKind.U8, length));
        all.add(slot);
        return slot;
    }

    /** Starts sending a batch that was collected. */
    Transfer send(byte[] bytes, Slot slot) {
        return backend.memory().uploadAhead(bytes, slot.device());
    }

    synchronized void giveBack(Slot slot) {
        free.addLast(slot);
    }

    /** Gives the device's memory back. */
    @Override
    public synchronized void close() {
        free.clear();
        all.forEach(slot -> backend.memory().release(slot.device()));
        all.clear();
    }
}
