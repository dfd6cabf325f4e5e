package dev.menny.cuda;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.Backends;
import dev.menny.backend.Precision;

/**
 * The GPU that tests go through: the machine's own where {@code -Dmenny.test.gpu=real} asks for it, else one that the CPU
 * pretends to be.
 */
final class TestGpu {
    private TestGpu() {}

    /** True if tests go through the machine's own GPU. */
    static boolean isReal() {
        return "real".equals(System.getProperty("menny.test.gpu"));
    }

    /** True float32, any order of sums. */
    static Backend open() {
        return open(Precision.FP32);
    }

    static Backend open(Precision precision) {
        return open(BackendOptions.defaults().withPrecision(precision));
    }

    static Backend open(BackendOptions options) {
        if (!isReal()) {
            PretendGpu.install();
        }
        return Backends.open("cuda", options);
    }
}
