package dev.menny.cuda.setup;

import java.nio.file.Path;

/**
 * A library of CUDA's that has been loaded.
 *
 * @param name as people call it: cuBLAS, cuDNN
 * @param version its version, such as 12.6.4
 * @param cudaMajor the major version of CUDA that it belongs to, 12 or 13; 0 if it does not say
 * @param file where it was found
 */
public record CudaLibrary(String name, String version, int cudaMajor, Path file) {
    /** The folder in which it was found. */
    public Path folder() {
        Path folder = file.getParent();
        return folder == null ? file : folder;
    }

    /** One line for people. */
    public String description() {
        return "%s %s in %s".formatted(name, version, folder());
    }
}
