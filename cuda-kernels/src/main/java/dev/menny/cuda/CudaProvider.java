package dev.menny.cuda;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.BackendProvider;
import dev.menny.backend.BackendUnavailableException;
import dev.menny.backend.DeviceMemoryException;
import dev.menny.backend.Precision;
import dev.menny.cuda.driver.CudaException;
import dev.menny.cuda.driver.Gpu;
import dev.menny.cuda.setup.CudaDiagnosis;
import dev.menny.cuda.setup.CudaLibraries;
import dev.menny.cuda.setup.GpuDescription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Offers the GPU, where there is one and the libraries that drive it. */
public final class CudaProvider implements BackendProvider {
    private static final String PTX = "kernels.ptx";

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
    public List<String> findings() {
        return CudaDiagnosis.findings();
    }

    @Override
    public Optional<String> unavailableReason(BackendOptions options) {
        return CudaLibraries.problem().or(() -> refusedPrecision(options.precision()));
    }

    private static Optional<String> refusedPrecision(Precision precision) {
        GpuDescription gpu = CudaLibraries.load().gpu();
        boolean rounds = precision == Precision.TF32 || precision == Precision.BF16;
        return rounds && !Gpu.multipliesRounded(10 * gpu.major() + gpu.minor())
                ? Optional.of("%s computes in fp32 only: leave the precision at auto".formatted(gpu.name()))
                : Optional.empty();
    }

    @Override
    public Backend open(BackendOptions options) {
        try {
            Gpu gpu = new Gpu(CudaLibraries.load().gpu().ordinal());
            return new CudaBackend(gpu, ptx(), options);
        } catch (CudaException | DeviceMemoryException e) {
            throw new BackendUnavailableException("the GPU is there but does not serve: " + e.getMessage());
        }
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
