package dev.menny.benchmarks.workload;

/** What of a convolution is computed. */
public enum ConvPass {
    /** Convolution and bias. */
    FORWARD,
    /** The gradient of the input. */
    BACKWARD_DATA,
    /** The gradients of weight and bias. */
    BACKWARD_FILTER,
    /** Forward, then all gradients that a training needs: of a first layer not the input's. */
    FORWARD_AND_GRADIENTS,
    /** Convolution, bias, ReLU and 2x2 average pooling, as in a prediction. */
    BLOCK_FORWARD,
    /** The same as in a training, then all gradients that it needs. */
    BLOCK_FORWARD_AND_GRADIENTS;

    /** True for a whole block with ReLU and pooling. */
    public boolean isBlock() {
        return this == BLOCK_FORWARD || this == BLOCK_FORWARD_AND_GRADIENTS;
    }

    /** True if a gradient follows a forward pass. */
    public boolean isForwardAndGradients() {
        return this == FORWARD_AND_GRADIENTS || this == BLOCK_FORWARD_AND_GRADIENTS;
    }
}
