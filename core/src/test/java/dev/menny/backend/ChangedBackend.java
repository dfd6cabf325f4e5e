package dev.menny.backend;

import java.util.function.Supplier;

/** A backend of which a test has changed a part. */
public record ChangedBackend(Backend inner, DeviceMemory memory, Kernels kernels) implements Backend {
    /** Computes with other kernels. */
    public static Backend withKernels(Backend inner, Kernels kernels) {
        return new ChangedBackend(inner, inner.memory(), kernels);
    }

    /** Takes its memory elsewhere. */
    public static Backend withMemory(Backend inner, DeviceMemory memory) {
        return new ChangedBackend(inner, memory, inner.kernels());
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
    public Precision precision() {
        return inner.precision();
    }

    @Override
    public boolean prefersRawPixels() {
        return inner.prefersRawPixels();
    }

    @Override
    public <T> T step(Supplier<T> body) {
        return inner.step(body);
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
