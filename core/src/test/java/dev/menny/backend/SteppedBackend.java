package dev.menny.backend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Another backend behind buffers of its own, as if it were a device apart. It counts its steps, and nothing of it can be
 * read within one: {@link DeviceMemory#download} fails the test there.
 */
public class SteppedBackend implements Backend {
    private final Backend inner;
    private final DeviceMemory memory;
    private final Kernels kernels;
    private final AtomicInteger steps = new AtomicInteger();
    private final ThreadLocal<Boolean> inStep = ThreadLocal.withInitial(() -> false);

    /** Computes on {@code inner}, and closes it when it is closed. */
    public SteppedBackend(Backend inner) {
        this.inner = inner;
        this.memory = new Memory(inner.memory());
        this.kernels = (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    Object[] unpacked = arguments == null
                            ? null
                            : Arrays.stream(arguments)
                                    .map(SteppedBackend::unpacked)
                                    .toArray();
                    try {
                        return method.invoke(inner.kernels(), unpacked);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Steps that were made. */
    public int steps() {
        return steps.get();
    }

    private static @Nullable Object unpacked(@Nullable Object argument) {
        return switch (argument) {
            case Buffer buffer -> buffer.inner();
            case GradientBuffer gradient -> new GradientBuffer(unpacked(gradient.buffer()), gradient.accumulate());
            case null, default -> argument;
        };
    }

    private static DeviceBuffer unpacked(DeviceBuffer buffer) {
        return ((Buffer) buffer).inner();
    }

    private record Buffer(DeviceBuffer inner, DeviceMemory memory) implements DeviceBuffer {
        @Override
        public BufferKind kind() {
            return inner.kind();
        }

        @Override
        public long length() {
            return inner.length();
        }

        @Override
        public DeviceBuffer slice(long offset, long length) {
            return new Buffer(inner.slice(offset, length), memory);
        }
    }

    private final class Memory extends ForwardingMemory {
        Memory(DeviceMemory inner) {
            super(inner);
        }

        private void refuseWithinAStep() {
            if (inStep.get()) {
                throw new AssertionError("the device was read within a step");
            }
        }

        @Override
        public boolean isOnHeap() {
            return false;
        }

        @Override
        public DeviceBuffer allocate(BufferKind kind, long length) {
            return new Buffer(super.allocate(kind, length), this);
        }

        @Override
        public void release(DeviceBuffer block) {
            super.release(unpacked(block));
        }

        @Override
        public void upload(float[] source, int from, DeviceBuffer destination, int count) {
            super.upload(source, from, unpacked(destination), count);
        }

        @Override
        public void upload(byte[] source, DeviceBuffer destination) {
            super.upload(source, unpacked(destination));
        }

        @Override
        public Transfer uploadAhead(byte[] source, DeviceBuffer destination) {
            return super.uploadAhead(source, unpacked(destination));
        }

        @Override
        public void upload(int[] source, DeviceBuffer destination) {
            super.upload(source, unpacked(destination));
        }

        @Override
        public void download(DeviceBuffer source, float[] destination, int to, int count) {
            refuseWithinAStep();
            super.download(unpacked(source), destination, to, count);
        }

        @Override
        public void download(DeviceBuffer source, byte[] destination, int count) {
            refuseWithinAStep();
            super.download(unpacked(source), destination, count);
        }

        @Override
        public void fill(DeviceBuffer destination, float value) {
            super.fill(unpacked(destination), value);
        }

        @Override
        public void copy(DeviceBuffer source, DeviceBuffer destination) {
            super.copy(unpacked(source), unpacked(destination));
        }
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
        return kernels;
    }

    @Override
    public Precision precision() {
        return inner.precision();
    }

    @Override
    public <T> T step(Supplier<T> body) {
        steps.incrementAndGet();
        inStep.set(true);
        try {
            return body.get();
        } finally {
            inStep.set(false);
        }
    }

    @Override
    public void synchronize() {
        inner.synchronize();
    }

    @Override
    public void close() {
        inner.close();
    }
}
