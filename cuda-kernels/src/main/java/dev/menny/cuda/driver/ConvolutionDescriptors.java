package dev.menny.cuda.driver;

import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionDescriptor;
import jcuda.jcudnn.cudnnConvolutionMode;
import jcuda.jcudnn.cudnnDataType;
import jcuda.jcudnn.cudnnFilterDescriptor;
import jcuda.jcudnn.cudnnTensorDescriptor;
import jcuda.jcudnn.cudnnTensorFormat;

/** What cuDNN keeps to know a convolution by: its images, weights, output and window, all NHWC. */
public final class ConvolutionDescriptors implements AutoCloseable {
    private static final int FORMAT = cudnnTensorFormat.CUDNN_TENSOR_NHWC;

    private final cudnnTensorDescriptor x = new cudnnTensorDescriptor();
    private final cudnnFilterDescriptor w = new cudnnFilterDescriptor();
    private final cudnnTensorDescriptor y = new cudnnTensorDescriptor();
    private final cudnnConvolutionDescriptor window = new cudnnConvolutionDescriptor();

    /** Descriptors of a convolution whose images, weights and output are all of one type. */
    public ConvolutionDescriptors(ConvolutionSizes sizes, DataType type, Products products) {
        Check.cudnn("cudnnCreateTensorDescriptor", JCudnn.cudnnCreateTensorDescriptor(x));
        Check.cudnn("cudnnCreateFilterDescriptor", JCudnn.cudnnCreateFilterDescriptor(w));
        Check.cudnn("cudnnCreateTensorDescriptor", JCudnn.cudnnCreateTensorDescriptor(y));
        Check.cudnn("cudnnCreateConvolutionDescriptor", JCudnn.cudnnCreateConvolutionDescriptor(window));
        describeTensor(x, type, sizes.n(), sizes.c(), sizes.h(), sizes.w());
        describeTensor(y, type, sizes.n(), sizes.k(), sizes.oh(), sizes.ow());
        Check.cudnn(
                "cudnnSetFilter4dDescriptor",
                JCudnn.cudnnSetFilter4dDescriptor(w, type.cudnn(), FORMAT, sizes.k(), sizes.c(), sizes.r(), sizes.s()));
        Check.cudnn(
                "cudnnSetConvolution2dDescriptor",
                JCudnn.cudnnSetConvolution2dDescriptor(
                        window,
                        sizes.padH(),
                        sizes.padW(),
                        sizes.strideH(),
                        sizes.strideW(),
                        1,
                        1,
                        cudnnConvolutionMode.CUDNN_CROSS_CORRELATION,
                        cudnnDataType.CUDNN_DATA_FLOAT));
        Check.cudnn("cudnnSetConvolutionMathType", JCudnn.cudnnSetConvolutionMathType(window, products.mathType()));
    }

    private static void describeTensor(cudnnTensorDescriptor tensor, DataType type, int n, int c, int h, int w) {
        Check.cudnn(
                "cudnnSetTensor4dDescriptor",
                JCudnn.cudnnSetTensor4dDescriptor(tensor, FORMAT, type.cudnn(), n, c, h, w));
    }

    cudnnTensorDescriptor x() {
        return x;
    }

    cudnnFilterDescriptor w() {
        return w;
    }

    cudnnTensorDescriptor y() {
        return y;
    }

    cudnnConvolutionDescriptor window() {
        return window;
    }

    @Override
    public void close() {
        Check.cudnn("cudnnDestroyTensorDescriptor", JCudnn.cudnnDestroyTensorDescriptor(x));
        Check.cudnn("cudnnDestroyFilterDescriptor", JCudnn.cudnnDestroyFilterDescriptor(w));
        Check.cudnn("cudnnDestroyTensorDescriptor", JCudnn.cudnnDestroyTensorDescriptor(y));
        Check.cudnn("cudnnDestroyConvolutionDescriptor", JCudnn.cudnnDestroyConvolutionDescriptor(window));
    }
}
