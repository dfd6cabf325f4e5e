package dev.menny.benchmarks.menny;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.benchmarks.workload.Data;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one workload on one backend; closing gives both back. */
final class Buffers implements AutoCloseable {
    // Random numbers enough that no device could profit from their coming again.
    private static final int BLOCK = 1 << 22;

    private final Backend backend;
    private final List<DeviceBuffer> taken = new ArrayList<>();

    Buffers(Backend backend) {
        this.backend = backend;
    }

    /** Room for a result, stored as the device stores activations. */
    DeviceBuffer activations(long length) {
        return take(backend.memory().activations(), length);
    }

    /** Room for parameters or their gradients. */
    DeviceBuffer floats(long length) {
        return take(BufferKind.F32, length);
    }

    /** Room for a mask. */
    DeviceBuffer bytes(long length) {
        return take(BufferKind.U8, length);
    }

    /** An input, uniform in [0, 1). */
    DeviceBuffer input(long length) {
        return with(activations(length), Data.uniform(block(length)));
    }

    /** Weights of a layer. */
    DeviceBuffer weights(long length, int fanIn) {
        return with(floats(length), Data.weights(block(length), fanIn));
    }

    /** A run of one value. */
    DeviceBuffer filled(long length, float value) {
        DeviceBuffer buffer = floats(length);
        backend.memory().fill(buffer, value);
        return buffer;
    }

    private static int block(long length) {
        return (int) Math.min(length, BLOCK);
    }

    /** Repeats values all over a buffer. */
    private DeviceBuffer with(DeviceBuffer buffer, float[] values) {
        for (long from = 0; from < buffer.length(); from += values.length) {
            int count = (int) Math.min(values.length, buffer.length() - from);
            backend.memory().upload(values, 0, buffer.slice(from, count), count);
        }
        return buffer;
    }

    private DeviceBuffer take(BufferKind kind, long length) {
        DeviceBuffer buffer = backend.memory().allocate(kind, length);
        taken.add(buffer);
        return buffer;
    }

    @Override
    public void close() {
        taken.forEach(backend.memory()::release);
        backend.close();
    }
}
