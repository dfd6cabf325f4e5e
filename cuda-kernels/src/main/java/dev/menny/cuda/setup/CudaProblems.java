package dev.menny.cuda.setup;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why CUDA cannot be used, each in one line that says what to do about it. */
final class CudaProblems {
    private static final String OR_NAME_IT = "or name its folder in " + SearchPath.VARIABLE;

    private CudaProblems() {}

    static CudaUnavailableException platform(String system, String architecture) {
        return problem("GPUs are used on Linux x86-64 only, and this is %s on %s", system, architecture);
    }

    static CudaUnavailableException namedFolderMissing(Path folder) {
        return problem(
                "%s, named by %s or %s, is no folder: correct it", folder, SearchPath.VARIABLE, SearchPath.PROPERTY);
    }

    static CudaUnavailableException nothingOfNvidia() {
        return problem("no NVIDIA GPU or driver was found; a GPU needs NVIDIA's driver 525 or newer");
    }

    static CudaUnavailableException driverLibraryMissing() {
        return problem(
                "an NVIDIA GPU is here, but libcuda.so.1 was not found: install NVIDIA's driver 525 or newer"
                        + " (start a container with --gpus all), %s",
                OR_NAME_IT);
    }

    static CudaUnavailableException noGpu(@Nullable String visible) {
        return visible == null
                ? problem("NVIDIA's driver finds no GPU: see what nvidia-smi says (start a container with --gpus all)")
                : problem("NVIDIA's driver finds no GPU: CUDA_VISIBLE_DEVICES='%s' may hide it", visible);
    }

    static CudaUnavailableException driverFails(int status, String text) {
        return problem(
                "NVIDIA's driver does not start, error %d (%s): %s",
                status,
                text,
                switch (status) {
                    case 34 ->
                        "the libcuda.so.1 that was found is a stub to link against; take its folder off the path";
                    case 802 -> "the GPUs are not ready; start the service nvidia-fabricmanager";
                    case 803 -> "libcuda.so.1 and the driver in the kernel differ in version; restart the machine";
                    case 804 ->
                        "the libcuda.so.1 that was found is one for data centre GPUs; take its folder off the path";
                    default -> "see what nvidia-smi says";
                });
    }

    static CudaUnavailableException driverTooOld(CudaDriver driver) {
        return problem(
                "the %s is too old: install NVIDIA's driver 525 or newer, which supports CUDA 12.0",
                driver.description());
    }

    static CudaUnavailableException gpuTooOld(GpuDescription gpu) {
        return problem(
                "%s has compute capability %s; Menny needs %s (Turing) or newer",
                gpu.name(), gpu.computeCapability(), GpuDescription.OLDEST);
    }

    static CudaUnavailableException librariesMissing() {
        return problem(
                "cuBLAS and cuDNN 9 were not found: install both"
                        + " (pip install nvidia-cublas-cu12 nvidia-cudnn-cu12), or name their folders in %s",
                SearchPath.VARIABLE);
    }

    static CudaUnavailableException cublasMissing() {
        return problem("cuBLAS was not found: install CUDA 12 or 13 (pip install nvidia-cublas-cu12), %s", OR_NAME_IT);
    }

    static CudaUnavailableException cublasOfOtherVersion(Path found) {
        return problem(
                "cuBLAS 12 or 13 is needed, but only %s was found: install CUDA 12 or 13"
                        + " (pip install nvidia-cublas-cu12), %s",
                found, OR_NAME_IT);
    }

    static CudaUnavailableException cublasWithoutLt(Path cublas, String missing) {
        return problem(
                "%s needs %s, which was not found: install CUDA's libraries anew, %s", cublas, missing, OR_NAME_IT);
    }

    static CudaUnavailableException driverTooOldForCublas(Path cublas, CudaDriver driver) {
        return problem(
                "%s needs NVIDIA's driver 580 or newer, but here is the %s: update it, or install CUDA 12"
                        + " (pip install nvidia-cublas-cu12 nvidia-cudnn-cu12)",
                cublas, driver.description());
    }

    static CudaUnavailableException cudnnMissing(int cudaMajor) {
        return problem("cuDNN 9 was not found: install it (pip install nvidia-cudnn-cu%d), %s", cudaMajor, OR_NAME_IT);
    }

    static CudaUnavailableException cudnnOfOtherVersion(Path found, int cudaMajor) {
        return problem(
                "cuDNN 9 is needed, but only %s was found: install it (pip install nvidia-cudnn-cu%d), %s",
                found, cudaMajor, OR_NAME_IT);
    }

    static CudaUnavailableException cudnnIncomplete(Path folder, String missing) {
        return problem(
                "cuDNN 9 in %s is incomplete, it lacks %s: install it anew, whole, %s", folder, missing, OR_NAME_IT);
    }

    static CudaUnavailableException cudnnForOtherCuda(CudaLibrary cudnn, CudaLibrary cublas) {
        return problem(
                "cuDNN in %s is made for CUDA %d, but the cuBLAS in %s is that of CUDA %d: install cuDNN 9 for CUDA %d"
                        + " (pip install nvidia-cudnn-cu%d), %s",
                cudnn.folder(),
                cudnn.cudaMajor(),
                cublas.folder(),
                cublas.cudaMajor(),
                cublas.cudaMajor(),
                cublas.cudaMajor(),
                OR_NAME_IT);
    }

    static CudaUnavailableException broken(String failure) {
        return problem("%s: install it anew", failure);
    }

    static CudaUnavailableException nativesMissing(String artifact, String version) {
        return problem(
                "JCuda's native library is not on the class path: add org.jcuda:%s:%s:linux-x86_64", artifact, version);
    }

    static CudaUnavailableException jcudaMissing() {
        return problem(
                "JCuda is not on the class path: add org.jcuda's jcuda, jcublas and jcudnn, as Menny's pom does");
    }

    static CudaUnavailableException nativesFail(String library, String reason, String temporary) {
        return problem(
                "JCuda's %s could not be loaded from a folder below %s: %s;"
                        + " where that folder forbids programs, start with -Djava.io.tmpdir=ANOTHER",
                library, temporary, reason);
    }

    static CudaUnavailableException temporaryFolder(String temporary) {
        return problem(
                "no folder could be made in %s for JCuda's native libraries: start with -Djava.io.tmpdir=ANOTHER",
                temporary);
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static CudaUnavailableException problem(String format, Object... values) {
        return new CudaUnavailableException(format.formatted(values));
    }
}
