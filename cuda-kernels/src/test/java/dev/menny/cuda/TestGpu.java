package dev.menny.cuda;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.Backends;
import dev.menny.backend.Precision;
import dev.menny.cuda.driver.Gpu;
import dev.menny.cuda.setup.CudaLibraries;
import java.io.IOException;
import java.io.UncheckedIOException;

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
            pretend();
        }
        return Backends.open("cuda", options);
    }

    private static void pretend() {
        try {
            PretendGpu.use();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the pretend GPU was built", e);
        }
    }

    /**
     * Memory that is taken now.
     *
     * @param deviceBytes of the GPU; of the machine's own by all programs together
     * @param pinnedBytes of the host; not known, and 0, with the machine's own GPU
     */
    record Held(long deviceBytes, long pinnedBytes) {}

    static Held held() {
        if (isReal()) {
            try (Gpu gpu = new Gpu(CudaLibraries.load().gpu().ordinal())) {
                return new Held(gpu.totalBytes() - gpu.freeBytes(), 0);
            }
        }
        PretendGpu.Statistics now = PretendGpu.statistics();
        return new Held(now.liveBytes(), now.livePinnedBytes());
    }
}
