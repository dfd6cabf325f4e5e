package dev.menny.cuda.setup;

import java.util.List;

/**
 * CUDA as it was found on this machine and loaded into this process.
 *
 * @param driver NVIDIA's driver
 * @param gpu the GPU to compute on: the first that Menny's kernels run on
 * @param gpus all GPUs that this process sees
 * @param cublas cuBLAS 12 or 13
 * @param cudnn cuDNN 9
 */
public record CudaInstallation(
        CudaDriver driver, GpuDescription gpu, List<GpuDescription> gpus, CudaLibrary cublas, CudaLibrary cudnn) {
    /** Keeps a copy of the list. */
    public CudaInstallation {
        gpus = List.copyOf(gpus);
    }
}
