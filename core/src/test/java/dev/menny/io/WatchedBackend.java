package dev.menny.io;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.ForwardingMemory;
import dev.menny.backend.Kernels;
import java.util.concurrent.atomic.AtomicInteger;

/** The reference backend, counting what is allocated, released and closed. */
final class WatchedBackend implements Backend {
    final AtomicInteger allocated = new AtomicInteger();
    final AtomicInteger released = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    private final Backend inner = Backends.open("reference");

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
        return new WatchedMemory(inner.memory());
    }

    @Override
    public Kernels kernels() {
        return inner.kernels();
    }

    @Override
    public void synchronize() {
        inner.synchronize();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        inner.close();
    }

    private final class WatchedMemory extends ForwardingMemory {
        WatchedMemory(DeviceMemory memory) {
            super(memory);
        }

        @Override
        public DeviceBuffer allocate(BufferKind kind, long length) {
            allocated.incrementAndGet();
            return super.allocate(kind, length);
        }

        @Override
        public void release(DeviceBuffer block) {
            released.incrementAndGet();
            super.release(block);
        }
    }
}
