package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.Transfer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where batches of bytes are collected on the host, and where they are sent to on a device. */
final class ByteSlots implements AutoCloseable {
    private final Backend backend;
    private final int length;
    private final Deque<Slot> free = new ArrayDeque<>();
    private final List<Slot> all = new ArrayList<>();
    private final Set<Transfer> underWay = new HashSet<>();

    /** Room for one batch, on both sides. */
    record Slot(byte[] host, DeviceBuffer device) {}

    /** @param length bytes of the largest batch */
    ByteSlots(Backend backend, int length) {
        this.backend = backend;
        this.length = length;
    }

    synchronized Slot take() {
        if (!free.isEmpty()) {
            return free.removeFirst();
        }
        Slot slot = new Slot(new byte[length], backend.memory().allocate(BufferKind.U8, length));
        all.add(slot);
        return slot;
    }

    synchronized void giveBack(Slot slot) {
        free.addLast(slot);
    }

    /** Starts sending a batch that was collected. */
    Transfer send(byte[] bytes, Slot slot) {
        Transfer transfer = backend.memory().uploadAhead(bytes, slot.device());
        synchronized (this) {
            underWay.add(transfer);
        }
        return transfer;
    }

    /** Lets the device use what was sent. */
    void await(Transfer transfer) {
        synchronized (this) {
            underWay.remove(transfer);
        }
        transfer.await();
    }

    /** Gives the device's memory back, once nothing is under way there: a pass may have been left before its end. */
    @Override
    public synchronized void close() {
        underWay.forEach(Transfer::await);
        underWay.clear();
        backend.synchronize();
        free.clear();
        all.forEach(slot -> backend.memory().release(slot.device()));
        all.clear();
    }
}
