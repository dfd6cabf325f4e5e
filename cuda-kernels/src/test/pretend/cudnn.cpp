// libcudnn.so.9: handles, descriptors, status.
#include "cudnn.h"

#include <new>

using namespace pretend;

namespace {

template <class T>
cudnnStatus_t create(T** descriptor) {
    *descriptor = new T{};
    return CUDNN_STATUS_SUCCESS;
}

template <class T>
cudnnStatus_t destroy(T* descriptor) {
    delete descriptor;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t checkShape(const char* function, int a, int b, int c, int d) {
    if (a > 0 && b > 0 && c > 0 && d > 0) {
        return CUDNN_STATUS_SUCCESS;
    }
    complain("%s: sizes %d, %d, %d, %d", function, a, b, c, d);
    return CUDNN_STATUS_BAD_PARAM;
}

}  // namespace

extern "C" {

size_t cudnnGetVersion() {
    return 91900;
}

size_t cudnnGetCudartVersion() {
    return CUDA_MAJOR == 12 ? 12060 : 13000;
}

const char* cudnnGetErrorString(cudnnStatus_t status) {
    switch (status) {
        case CUDNN_STATUS_SUCCESS:
            return "CUDNN_STATUS_SUCCESS";
        case CUDNN_STATUS_NOT_INITIALIZED:
            return "CUDNN_STATUS_NOT_INITIALIZED";
        case CUDNN_STATUS_BAD_PARAM:
            return "CUDNN_STATUS_BAD_PARAM";
        case CUDNN_STATUS_NOT_SUPPORTED:
            return "CUDNN_STATUS_NOT_SUPPORTED";
        case CUDNN_STATUS_EXECUTION_FAILED:
            return "CUDNN_STATUS_EXECUTION_FAILED";
        default:
            return "CUDNN_UNKNOWN_STATUS";
    }
}

cudnnStatus_t cudnnCreate(cudnnHandle_t* handle) {
    if (!contextIsCurrent()) {
        complain("cudnnCreate on a thread without a current context");
        return CUDNN_STATUS_NOT_INITIALIZED;
    }
    return create(handle);
}

cudnnStatus_t cudnnDestroy(cudnnHandle_t handle) {
    return destroy(handle);
}

cudnnStatus_t cudnnSetStream(cudnnHandle_t handle, CUstream stream) {
    handle->stream = stream;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t cudnnGetStream(cudnnHandle_t handle, CUstream* stream) {
    *stream = handle->stream;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t cudnnCreateTensorDescriptor(cudnnTensorDescriptor_t* descriptor) {
    return create(descriptor);
}

cudnnStatus_t cudnnDestroyTensorDescriptor(cudnnTensorDescriptor_t descriptor) {
    return destroy(descriptor);
}

cudnnStatus_t cudnnSetTensor4dDescriptor(cudnnTensorDescriptor_t descriptor, cudnnTensorFormat_t format,
                                         cudnnDataType_t type, int n, int c, int h, int w) {
    *descriptor = {format, type, n, c, h, w};
    return checkShape(__func__, n, c, h, w);
}

cudnnStatus_t cudnnCreateFilterDescriptor(cudnnFilterDescriptor_t* descriptor) {
    return create(descriptor);
}

cudnnStatus_t cudnnDestroyFilterDescriptor(cudnnFilterDescriptor_t descriptor) {
    return destroy(descriptor);
}

cudnnStatus_t cudnnSetFilter4dDescriptor(cudnnFilterDescriptor_t descriptor, cudnnDataType_t type,
                                         cudnnTensorFormat_t format, int k, int c, int h, int w) {
    *descriptor = {format, type, k, c, h, w};
    return checkShape(__func__, k, c, h, w);
}

cudnnStatus_t cudnnCreateConvolutionDescriptor(cudnnConvolutionDescriptor_t* descriptor) {
    return create(descriptor);
}

cudnnStatus_t cudnnDestroyConvolutionDescriptor(cudnnConvolutionDescriptor_t descriptor) {
    return destroy(descriptor);
}

// As in cuDNN, math type and groups stay as they were.
cudnnStatus_t cudnnSetConvolution2dDescriptor(cudnnConvolutionDescriptor_t descriptor, int padH, int padW, int strideH,
                                              int strideW, int dilationH, int dilationW, cudnnConvolutionMode_t mode,
                                              cudnnDataType_t computeType) {
    *descriptor = {padH,
                   padW,
                   strideH,
                   strideW,
                   dilationH,
                   dilationW,
                   mode,
                   computeType,
                   descriptor->mathType,
                   descriptor->groups};
    bool good = padH >= 0 && padW >= 0 && strideH > 0 && strideW > 0 && dilationH > 0 && dilationW > 0;
    return good ? CUDNN_STATUS_SUCCESS : CUDNN_STATUS_BAD_PARAM;
}

cudnnStatus_t cudnnSetConvolutionMathType(cudnnConvolutionDescriptor_t descriptor, cudnnMathType_t type) {
    descriptor->mathType = type;
    return type >= CUDNN_DEFAULT_MATH && type <= CUDNN_FMA_MATH ? CUDNN_STATUS_SUCCESS : CUDNN_STATUS_BAD_PARAM;
}

cudnnStatus_t cudnnGetConvolutionMathType(cudnnConvolutionDescriptor_t descriptor, cudnnMathType_t* type) {
    *type = descriptor->mathType;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t cudnnSetConvolutionGroupCount(cudnnConvolutionDescriptor_t descriptor, int groups) {
    descriptor->groups = groups;
    return groups > 0 ? CUDNN_STATUS_SUCCESS : CUDNN_STATUS_BAD_PARAM;
}

cudnnStatus_t cudnnGetConvolution2dForwardOutputDim(cudnnConvolutionDescriptor_t how, cudnnTensorDescriptor_t x,
                                                    cudnnFilterDescriptor_t w, int* n, int* c, int* h, int* width) {
    *n = x->n;
    *c = w->k;
    *h = (x->h + 2 * how->padH - w->h) / how->strideH + 1;
    *width = (x->w + 2 * how->padW - w->w) / how->strideW + 1;
    return CUDNN_STATUS_SUCCESS;
}
}
