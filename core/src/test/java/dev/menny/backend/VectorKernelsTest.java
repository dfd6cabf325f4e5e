package dev.menny.backend;

import org.junit.jupiter.api.Nested;

class VectorKernelsTest {
    @Nested
    class OneThread extends CpuKernelContract {
        OneThread() {
            super("vector", 1);
        }
    }

    @Nested
    class TwoThreads extends CpuKernelContract {
        TwoThreads() {
            super("vector", 2);
        }
    }
}
