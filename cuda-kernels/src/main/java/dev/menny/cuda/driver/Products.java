package dev.menny.cuda.driver;

import jcuda.jcudnn.cudnnMathType;

/** How cuDNN may multiply. */
public enum Products {
    /** Fused multiply-adds of float32. */
    FP32(cudnnMathType.CUDNN_FMA_MATH),
    /** Tensor cores, for which float32 is rounded to TF32. */
    TF32(cudnnMathType.CUDNN_DEFAULT_MATH),
    /** Tensor cores on data of their own formats. */
    TENSOR_CORES(cudnnMathType.CUDNN_TENSOR_OP_MATH);

    private final int mathType;

    Products(int mathType) {
        this.mathType = mathType;
    }

    int mathType() {
        return mathType;
    }
}
