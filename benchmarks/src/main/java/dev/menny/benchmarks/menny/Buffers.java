package dev.menny.benchmarks.menny;

import dev.menny.backend.Backend;
import dev.menny.backend.BufferKind;
import dev.menny.backend.DeviceBuffer;
import dev.menny.benchmarks.workload.Data;
import java.util.ArrayList;
import java.util.List;

/** The buffers of one workload on one backend; closing gives both back. */
final class Buffers implements AutoCloseable {
    private final Backend backend;
    private final List<DeviceBuffer> taken = new ArrayList<>();

    Buffers(Backend backend) {
        this.backend = backend;
    }

    /** Room for a result. */
    DeviceBuffer empty(long length) {
        return take(BufferKind.F32, length);
    }

    /** Room for a mask. */
    DeviceBuffer bytes(long length) {
        return take(BufferKind.U8, length);
    }

    /** An input, uniform in [0, 1). */
    DeviceBuffer input(long length) {
        return of(Data.uniform(Math.toIntExact(length)));
    }

    /** Weights of a layer. */
    DeviceBuffer weights(long length, int fanIn) {
        return of(Data.weights(Math.toIntExact(length), fanIn));
    }

    /** A run of one value. */
    DeviceBuffer filled(long length, float value) {
        DeviceBuffer buffer = empty(length);
        backend.memory().fill(buffer, value);
        return buffer;
    }

    private DeviceBuffer of(float[] values) {
        DeviceBuffer buffer = empty(values.length);
        backend.memory().upload(values, 0, buffer, values.length);
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
