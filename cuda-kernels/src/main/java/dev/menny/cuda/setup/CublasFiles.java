package dev.menny.cuda.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads cuBLAS, of CUDA 12 or 13: libcublas and the larger half that it needs, libcublasLt. */
final class CublasFiles {
    private static final int[] MAJORS = {12, 13};
    /** The driver of the 580 series, the first for CUDA 13. */
    private static final int DRIVER_FOR_13 = 13_000;

    private final SearchPath path;
    private final LibraryLoader loader;

    CublasFiles(SearchPath path, LibraryLoader loader) {
        this.path = path;
        this.loader = loader;
    }

    /** The name of cuBLAS's file in a version of CUDA. */
    static String name(int cudaMajor) {
        return "libcublas.so." + cudaMajor;
    }

    private static String halfName(int cudaMajor) {
        return "libcublasLt.so." + cudaMajor;
    }

    /**
     * Loads the cuBLAS of each version of CUDA that is here and that the driver supports: which of them cuDNN is made
     * for is known only later.
     *
     * @return at least one, in the order of the search path; their versions are those of CUDA
     * @throws CudaUnavailableException if there is none
     */
    List<CudaLibrary> load(CudaDriver driver) {
        List<CudaLibrary> found = new ArrayList<>();
        for (Path folder : path.folders()) {
            for (int major : MAJORS) {
                if (supports(driver, major) && found.stream().noneMatch(other -> other.cudaMajor() == major)) {
                    loadFrom(folder, major).ifPresent(found::add);
                }
            }
        }
        for (int major : MAJORS) {
            if (found.isEmpty() && supports(driver, major)) {
                loader.loadByName(name(major)).ifPresent(file -> found.add(cublas(major, file)));
            }
        }
        if (found.isEmpty()) {
            throw problem(driver);
        }
        return found;
    }

    private static CudaLibrary cublas(int major, Path file) {
        return new CudaLibrary("cuBLAS", String.valueOf(major), major, file);
    }

    private static boolean supports(CudaDriver driver, int major) {
        return major == 12 || driver.apiVersion() >= DRIVER_FOR_13;
    }

    private Optional<CudaLibrary> loadFrom(Path folder, int major) {
        if (!Files.exists(folder.resolve(name(major)))) {
            return Optional.empty();
        }
        return loader.loadFrom(folder, halfName(major))
                .or(() -> loader.load(halfName(major)))
                .flatMap(half -> loader.loadFrom(folder, name(major)))
                .map(file -> cublas(major, file));
    }

    private CudaUnavailableException problem(CudaDriver driver) {
        for (int major : MAJORS) {
            Optional<Path> folder = path.foldersWith(name(major)).stream().findFirst();
            if (folder.isPresent()) {
                Path file = folder.get().resolve(name(major));
                if (!supports(driver, major)) {
                    return CudaProblems.driverTooOldForCublas(file, driver);
                }
                return loader.failure(name(major), halfName(major))
                        .map(CudaProblems::broken)
                        .orElseGet(() -> CudaProblems.cublasWithoutLt(file, halfName(major)));
            }
        }
        Optional<Path> other = path.anyVersionOf("libcublas.so.");
        if (other.isPresent()) {
            return CudaProblems.cublasOfOtherVersion(other.get());
        }
        return path.foldersWith(CudnnFiles.LIBRARY).isEmpty()
                ? CudaProblems.librariesMissing()
                : CudaProblems.cublasMissing();
    }
}
