package dev.menny.backend;

import org.junit.jupiter.api.Nested;

class ScalarKernelsTest {
    @Nested
    class OneThread extends CpuKernelContract {
        OneThread() {
            super("scalar", 1);
        }
    }

    @Nested
    class TwoThreads extends CpuKernelContract {
        TwoThreads() {
            super("scalar", 2);
        }
    }
}
