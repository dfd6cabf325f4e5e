package dev.menny.backend;

import org.junit.jupiter.api.AfterAll;

/** The contract for a CPU backend with a given number of threads. */
abstract class CpuKernelContract extends KernelContract {
    private final Backend backend;

    CpuKernelContract(String name, int threads) {
        backend = Backends.open(name, threads);
    }

    @Override
    protected Backend backend() {
        return backend;
    }

    @AfterAll
    void closeBackend() {
        backend.close();
    }
}
