package dev.menny.cuda.driver;

import jcuda.cudaDataType;
import jcuda.jcudnn.cudnnDataType;

/** What the elements of a matrix or a convolution are; sums are float32 for both. */
public enum DataType {
    /** 32-bit floats. */
    F32(4, cudaDataType.CUDA_R_32F, cudnnDataType.CUDNN_DATA_FLOAT),
    /** bfloat16. */
    BF16(2, cudaDataType.CUDA_R_16BF, cudnnDataType.CUDNN_DATA_BFLOAT16);

    private final int bytes;
    private final int cublas;
    private final int cudnn;

    DataType(int bytes, int cublas, int cudnn) {
        this.bytes = bytes;
        this.cublas = cublas;
        this.cudnn = cudnn;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    int cublas() {
        return cublas;
    }

    int cudnn() {
        return cudnn;
    }
}
