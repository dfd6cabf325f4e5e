package dev.menny.cuda.driver;

import jcuda.driver.JCudaDriver;
import jcuda.jcublas.JCublas2;
import jcuda.jcudnn.JCudnn;

/**
 * Turns status codes into exceptions. They are compared with 0 alone: JCuda's names for cuDNN's other codes are those of a
 * version whose numbers meant something else.
 */
public final class Check {
    /** The driver has no memory left. */
    static final int OUT_OF_MEMORY = 2;

    private Check() {}

    /**
     * Checks a call of the driver.
     *
     * @throws CudaException if {@code status} is not 0
     */
    public static void driver(String call, int status) {
        if (status != 0) {
            throw new CudaException("%s failed: %s".formatted(call, driverError(status)));
        }
    }

    static String driverError(int status) {
        String[] name = new String[1];
        String[] text = new String[1];
        JCudaDriver.cuGetErrorName(status, name);
        JCudaDriver.cuGetErrorString(status, text);
        return "%s (%d: %s)".formatted(name[0], status, text[0]);
    }

    /**
     * Checks a call of cuBLAS.
     *
     * @throws CudaException if {@code status} is not 0
     */
    public static void cublas(String call, int status) {
        if (status != 0) {
            throw new CudaException(
                    "%s failed: %s (%d)".formatted(call, JCublas2.cublasGetStatusString(status), status));
        }
    }

    /**
     * Checks a call of cuDNN.
     *
     * @throws CudaException if {@code status} is not 0
     */
    public static void cudnn(String call, int status) {
        if (status != 0) {
            throw new CudaException("%s failed: %s (%d)".formatted(call, JCudnn.cudnnGetErrorString(status), status));
        }
    }
}
