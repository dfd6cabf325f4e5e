package dev.menny.io;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
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

    private final class WatchedMemory implements DeviceMemory {
        private final DeviceMemory memory;

        WatchedMemory(DeviceMemory memory) {
            this.memory = memory;
        }

        @Override
        public DeviceBuffer allocate(BufferKind kind, long length) {
            allocated.incrementAndGet();
            return memory.allocate(kind, length);
        }

        @Override
        public void release(DeviceBuffer block) {
            released.incrementAndGet();
            memory.release(block);
        }

        @Override
        public long maxLength() {
            return memory.maxLength();
        }

        @Override
        public void upload(float[] source, int from, DeviceBuffer destination, int count) {
            memory.upload(source, from, destination, count);
        }

        @Override
        public void upload(int[] source, DeviceBuffer destination) {
            memory.upload(source, destination);
        }

        @Override
        public void download(DeviceBuffer source, float[] destination, int to, int count) {
            memory.download(source, destination, to, count);
        }

        @Override
        public void download(DeviceBuffer source, byte[] destination, int count) {
            memory.download(source, destination, count);
        }

        @Override
        public void fill(DeviceBuffer destination, float value) {
            memory.fill(destination, value);
        }

        @Override
        public void copy(DeviceBuffer source, DeviceBuffer destination) {
            memory.copy(source, destination);
        }
    }
}
