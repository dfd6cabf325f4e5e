package dev.menny.trainer;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.ForwardingMemory;
import dev.menny.backend.Kernels;
import dev.menny.backend.Transfer;
import java.util.concurrent.atomic.AtomicLong;

/** A CPU backend that wants raw pixels as a GPU does, and whose copies under way arrive only when somebody waits. */
public final class RawPixelsBackend implements Backend {
    private final Backend inner;
    private final LateMemory memory;

    /** Wraps a backend; closing this closes it. */
    public RawPixelsBackend(Backend inner) {
        this(inner, Long.MAX_VALUE);
    }

    /** @param room how many bytes there are for blocks of bytes */
    public RawPixelsBackend(Backend inner, long room) {
        this.inner = inner;
        this.memory = new LateMemory(inner.memory(), room);
    }

    /** Bytes of U8 blocks that were allocated and not given back. */
    public long bytesHeld() {
        return memory.held;
    }

    /** Bytes that were sent to U8 buffers so far. */
    public long bytesSent() {
        return memory.sent;
    }

    /** Copies that were started and that nobody has waited for. */
    public long transfersUnderWay() {
        return memory.underWay.get();
    }

    /** What {@link DeviceMemory#freeBytes} answers from now on. */
    public void pretendFree(long bytes) {
        memory.free = bytes;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public String description() {
        return inner.description();
    }

    @Override
    public DeviceMemory memory() {
        return memory;
    }

    @Override
    public Kernels kernels() {
        return inner.kernels();
    }

    @Override
    public boolean prefersRawPixels() {
        return true;
    }

    @Override
    public void synchronize() {
        inner.synchronize();
    }

    @Override
    public void close() {
        inner.close();
    }

    private static final class LateMemory extends ForwardingMemory {
        private final long room;
        private final AtomicLong underWay = new AtomicLong();
        private volatile long held;
        private volatile long sent;
        private volatile long free = Long.MAX_VALUE;

        LateMemory(DeviceMemory inner, long room) {
            super(inner);
            this.room = room;
        }

        @Override
        public synchronized DeviceBuffer allocate(BufferKind kind, long length) {
            if (kind == BufferKind.U8) {
                if (length > room - held) {
                    throw new DeviceMemoryException("no room for " + length + " bytes", "lower the batch");
                }
                held += length;
            }
            return super.allocate(kind, length);
        }

        @Override
        public synchronized void release(DeviceBuffer block) {
            held -= block.kind() == BufferKind.U8 ? block.length() : 0;
            super.release(block);
        }

        @Override
        public long freeBytes() {
            return free;
        }

        @Override
        public synchronized void upload(byte[] source, DeviceBuffer destination) {
            sent += source.length;
            super.upload(source, destination);
        }

        @Override
        public Transfer uploadAhead(byte[] source, DeviceBuffer destination) {
            byte[] seen = source.clone();
            underWay.incrementAndGet();
            return () -> {
                underWay.decrementAndGet();
                upload(seen, destination);
            };
        }
    }
}
