package dev.menny.cuda;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.Precision;
import dev.menny.cuda.driver.CudaInstallation;
import dev.menny.cuda.driver.CudaLibraries;
import dev.menny.cuda.driver.CudaUnavailableException;
import dev.menny.cuda.driver.Gpu;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Offers the GPU, where there is one and the libraries that drive it. */
public final class CudaProvider implements BackendProvider {
    private static final String PTX = "kernels.ptx";
    private static final int AMPERE = 80;

    @Override
    public String name() {
        return CudaBackend.NAME;
    }

    @Override
    public String device() {
        return CudaBackend.NAME;
    }

    @Override
    public int rank() {
        return 30;
    }

    @Override
    public boolean isWorthAHint() {
        return CudaLibraries.isGpuLikely();
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        CudaInstallation cuda;
        try {
            cuda = CudaLibraries.load();
        } catch (CudaUnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        boolean reduced = options.precision() == Precision.TF32 || options.precision() == Precision.BF16;
        int capability = cuda.gpu().major() * 10 + cuda.gpu().minor();
        if (reduced && !hasTensorCores(capability)) {
            return Optional.of("%s computes in fp32 only: leave the precision at auto"
                    .formatted(cuda.gpu().name()));
        }
        return Optional.empty();
    }

    /** True if the GPU multiplies TF32 and bfloat16, as all do from Ampere on. */
    static boolean hasTensorCores(int computeCapability) {
        return computeCapability >= AMPERE;
    }

    @Override
    public Backend open(BackendOptions options) {
        int ordinal = CudaLibraries.load().gpu().ordinal();
        return new CudaBackend(new Gpu(ordinal), ptx(), options);
    }

    private static byte[] ptx() {
        try (InputStream resource = CudaProvider.class.getResourceAsStream(PTX)) {
            if (resource == null) {
                throw new IllegalStateException("the jar of menny-cuda-kernels is not whole: it lacks " + PTX);
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
