package dev.menny.cuda.setup;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CUDA's libraries, found and loaded once in the life of this JVM: the driver's libcuda.so.1, cuBLAS of CUDA 12 or 13,
 * cuDNN 9, and JCuda's native libraries, which call them.
 *
 * <p>They are looked for in the folders of the system property {@code menny.cuda.path} and of the environment variable
 * {@code MENNY_CUDA_PATH} (separated by colons), in those that {@code CUDA_HOME}, {@code CUDA_PATH} and
 * {@code LD_LIBRARY_PATH} name, where installers and pip put them, and where the dynamic loader looks. JCuda is linked
 * with CUDA 12; on a machine that has CUDA 13 alone its library is changed while it is loaded.
 */
public final class CudaLibraries {
    private static CudaSetup.@Nullable Outcome outcome;

    private CudaLibraries() {}

    /**
     * Finds and loads everything, or gives what an earlier call found. Callable from any thread.
     *
     * @throws CudaUnavailableException if something is missing or does not fit; the message says what, and what to do
     */
    public static CudaInstallation load() {
        CudaSetup.Outcome result = outcome();
        CudaInstallation installation = result.installation();
        if (installation == null) {
            throw new CudaUnavailableException(String.valueOf(result.problem()));
        }
        return installation;
    }

    /** Why {@link #load} would fail, in one line; empty if it succeeds. Loads what there is. */
    public static Optional<String> problem() {
        return Optional.ofNullable(outcome().problem());
    }

    /**
     * True if something of an NVIDIA GPU is on this machine: a device node, a driver in the kernel, or a driver's library
     * in a folder named for Menny. Where it is false nobody need hear that CUDA is missing. Loads nothing.
     */
    public static boolean isGpuLikely() {
        return GpuTraces.found(Path.of("/"), SearchPath.ofProcess().named());
    }

    /** What the first call found; all later ones get the same. */
    static synchronized CudaSetup.Outcome outcome() {
        if (outcome == null) {
            outcome = CudaSetup.run(SearchPath.ofProcess(), isGpuLikely());
        }
        return outcome;
    }
}
