package dev.menny.cuda.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jcuda.jcublas.JCublas2;
import jcuda.jcudnn.JCudnn;
import org.jspecify.annotations.Nullable;

/** Finds CUDA on a machine and loads it, one thing after the other, as far as it goes. */
final class CudaSetup {
    static final String DRIVER_LIBRARY = "libcuda.so.1";

    private static final int CUDA_12 = 12_000;

    /**
     * How far it went.
     *
     * @param installation what was found, if nothing is missing
     * @param problem what is missing otherwise
     * @param findings otherwise what was found before, a line each
     */
    record Outcome(
            @Nullable CudaInstallation installation,
            @Nullable String problem,
            List<String> findings) {}

    private final SearchPath path;
    private final boolean gpuLikely;
    private final LibraryLoader loader;
    private final List<String> findings = new ArrayList<>();

    private CudaSetup(SearchPath path, boolean gpuLikely) {
        this.path = path;
        this.gpuLikely = gpuLikely;
        loader = new LibraryLoader(path);
    }

    /**
     * Looks for everything and loads it.
     *
     * @param gpuLikely true if the machine has something of an NVIDIA GPU
     */
    static Outcome run(SearchPath path, boolean gpuLikely) {
        CudaSetup setup = new CudaSetup(path, gpuLikely);
        try {
            CudaInstallation installation = setup.install();
            return new Outcome(installation, null, List.of());
        } catch (CudaUnavailableException e) {
            return new Outcome(null, e.getMessage(), List.copyOf(setup.findings));
        }
    }

    private CudaInstallation install() {
        requirePlatform(System.getProperty("os.name"), System.getProperty("os.arch"));
        path.missing().ifPresent(folder -> {
            throw CudaProblems.namedFolderMissing(folder);
        });
        loadDriver();
        try (JCudaNatives natives = JCudaNatives.open()) {
            natives.load(JCudaLibrary.DRIVER);
            CudaDriver driver = DriverQueries.driver();
            findings.add(driver.description());
            List<GpuDescription> gpus = DriverQueries.gpus();
            gpus.forEach(gpu -> findings.add(gpu.description()));
            if (driver.apiVersion() < CUDA_12) {
                throw CudaProblems.driverTooOld(driver);
            }
            GpuDescription gpu = gpus.stream()
                    .filter(GpuDescription::isSupported)
                    .findFirst()
                    .orElseThrow(() -> CudaProblems.gpuTooOld(gpus.getFirst()));
            List<CudaLibrary> candidates = new CublasFiles(path, loader).load(driver);
            candidates.forEach(candidate -> findings.add(candidate.description()));
            // cuDNN asks for it by name when it compiles a kernel, and does without where it is missing.
            candidates.forEach(candidate -> loader.load("libnvrtc.so." + candidate.cudaMajor()));
            CudaLibrary cudnn = cudnn(natives, candidates.getFirst().cudaMajor());
            CudaLibrary cublas = cublas(natives, candidates, cudnn);
            return new CudaInstallation(driver, gpu, gpus, cublas, cudnn);
        }
    }

    static void requirePlatform(String system, String architecture) {
        if (!system.equals("Linux") || !architecture.equals("amd64")) {
            throw CudaProblems.platform(system, architecture);
        }
    }

    private void loadDriver() {
        if (loader.loadDriver(DRIVER_LIBRARY, gpuLikely).isEmpty()) {
            throw loader.failure(DRIVER_LIBRARY)
                    .map(CudaProblems::broken)
                    .orElseGet(() -> gpuLikely ? CudaProblems.driverLibraryMissing() : CudaProblems.nothingOfNvidia());
        }
    }

    private CudaLibrary cudnn(JCudaNatives natives, int cudaMajor) {
        Path file = new CudnnFiles(path, loader).load().orElseThrow(() -> cudnnProblem(cudaMajor));
        natives.load(JCudaLibrary.CUDNN);
        long version = JCudnn.cudnnGetVersion();
        String text = "%d.%d.%d".formatted(version / 10_000, version / 100 % 100, version % 100);
        return new CudaLibrary("cuDNN", text, (int) (JCudnn.cudnnGetCudartVersion() / 1000), file);
    }

    private CudaUnavailableException cudnnProblem(int cudaMajor) {
        Optional<String> failure = loader.failure(CudnnFiles.LIBRARY);
        if (failure.isPresent()) {
            return CudaProblems.broken(failure.get());
        }
        return path.anyVersionOf("libcudnn.so.")
                .map(other -> CudaProblems.cudnnOfOtherVersion(other, cudaMajor))
                .orElseGet(() -> CudaProblems.cudnnMissing(cudaMajor));
    }

    /** The cuBLAS of the CUDA that cuDNN is made for, which it calls. */
    private static CudaLibrary cublas(JCudaNatives natives, List<CudaLibrary> candidates, CudaLibrary cudnn) {
        CudaLibrary chosen = candidates.stream()
                .filter(candidate -> cudnn.cudaMajor() == 0 || candidate.cudaMajor() == cudnn.cudaMajor())
                .findFirst()
                .orElseThrow(() -> CudaProblems.cudnnForOtherCuda(cudnn, candidates.getFirst()));
        natives.loadForCublas(chosen.cudaMajor());
        return new CudaLibrary("cuBLAS", cublasVersion().orElse(chosen.version()), chosen.cudaMajor(), chosen.file());
    }

    private static Optional<String> cublasVersion() {
        int[] version = new int[3];
        for (int part = 0; part < version.length; part++) {
            int[] value = new int[1];
            if (JCublas2.cublasGetProperty(part, value) != 0) {
                return Optional.empty();
            }
            version[part] = value[0];
        }
        return Optional.of("%d.%d.%d".formatted(version[0], version[1], version[2]));
    }
}
