package dev.menny.backend;

/** A backend that computes with other kernels than its own. */
public record WithKernels(Backend inner, Kernels kernels) implements Backend {
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
        return inner.memory();
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
