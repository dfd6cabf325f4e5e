package dev.menny.cuda.setup;

import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.jcudnn.JCudnn;

/** JCuda's native libraries that Menny uses, each the Java side of one of CUDA's. */
enum JCudaLibrary {
    DRIVER("JCudaDriver", "jcuda-natives") {
        @Override
        void initialize() {
            // Any call makes the class load its library.
            JCudaDriver.setExceptionsEnabled(false);
        }
    },
    CUBLAS("JCublas2", "jcublas-natives") {
        @Override
        void initialize() {
            JCublas2.initialize();
        }
    },
    CUDNN("JCudnn", "jcudnn-natives") {
        @Override
        void initialize() {
            JCudnn.initialize();
        }
    };

    private final String stem;
    private final String artifact;

    JCudaLibrary(String stem, String artifact) {
        this.stem = stem;
        this.artifact = artifact;
    }

    /** Makes JCuda load it. */
    abstract void initialize();

    /** The artifact in Maven's repositories that brings it. */
    String artifact() {
        return artifact;
    }

    /** Its file's name, in the jar and where JCuda looks for it. */
    String file(String version) {
        return "lib%s-%s-linux-x86_64.so".formatted(stem, version);
    }
}
