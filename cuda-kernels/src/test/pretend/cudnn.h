#pragma once
// What the files of libcudnn.so.9 share; NVIDIA's names and numbers where it has them.

#include "device.h"
#include "numbers.h"

enum cudnnStatus_t {
    CUDNN_STATUS_SUCCESS = 0,
    CUDNN_STATUS_NOT_INITIALIZED = 1001,
    CUDNN_STATUS_BAD_PARAM = 2000,
    CUDNN_STATUS_NOT_SUPPORTED = 3000,
    CUDNN_STATUS_EXECUTION_FAILED = 5000
};
enum cudnnDataType_t { CUDNN_DATA_FLOAT = 0, CUDNN_DATA_BFLOAT16 = 9 };
enum cudnnTensorFormat_t { CUDNN_TENSOR_NCHW = 0, CUDNN_TENSOR_NHWC = 1 };
enum cudnnConvolutionMode_t { CUDNN_CONVOLUTION = 0, CUDNN_CROSS_CORRELATION = 1 };
enum cudnnDeterminism_t { CUDNN_NON_DETERMINISTIC = 0, CUDNN_DETERMINISTIC = 1 };
enum cudnnMathType_t {
    CUDNN_DEFAULT_MATH = 0,
    CUDNN_TENSOR_OP_MATH = 1,
    CUDNN_TENSOR_OP_MATH_ALLOW_CONVERSION = 2,
    CUDNN_FMA_MATH = 3
};

struct cudnnContext {
    CUstream stream = nullptr;
};
using cudnnHandle_t = cudnnContext*;

struct cudnnTensorStruct {
    cudnnTensorFormat_t format;
    cudnnDataType_t type;
    int n, c, h, w;
};
using cudnnTensorDescriptor_t = cudnnTensorStruct*;

struct cudnnFilterStruct {
    cudnnTensorFormat_t format;
    cudnnDataType_t type;
    int k, c, h, w;
};
using cudnnFilterDescriptor_t = cudnnFilterStruct*;

struct cudnnConvolutionStruct {
    int padH, padW, strideH, strideW, dilationH, dilationW;
    cudnnConvolutionMode_t mode;
    cudnnDataType_t computeType;
    cudnnMathType_t mathType = CUDNN_DEFAULT_MATH;
    int groups = 1;
};
using cudnnConvolutionDescriptor_t = cudnnConvolutionStruct*;

struct cudnnConvolutionAlgoPerf_t {
    int algo;
    cudnnStatus_t status;
    float time;
    size_t memory;
    cudnnDeterminism_t determinism;
    cudnnMathType_t mathType;
    int reserved[3];
};

namespace pretend {

enum class Direction { kForward, kBackwardData, kBackwardFilter };

// What an algorithm promises. Those of each direction are listed as cuDNN's heuristics would, the fastest first.
struct Algorithm {
    int number;
    cudnnDeterminism_t determinism;
    bool workspace;
    bool tensorCores;
};

// A convolution by its shapes: y = conv(x, w), in whatever direction it is computed.
struct Convolution {
    cudnnTensorStruct x;
    cudnnFilterStruct w;
    cudnnConvolutionStruct how;
    cudnnTensorStruct y;

    // Success, or what cuDNN would say of such shapes, types and formats.
    cudnnStatus_t check() const;

    Element element() const {
        return x.type == CUDNN_DATA_FLOAT ? Element::kFloat : Element::kBf16;
    }
    size_t sizeX() const {
        return (size_t)x.n * x.h * x.w * x.c;
    }
    size_t sizeW() const {
        return (size_t)w.k * w.h * w.w * w.c;
    }
    size_t sizeY() const {
        return (size_t)y.n * y.h * y.w * y.c;
    }
    Range range(const void* data, size_t elements) const {
        return {data, elements * bytesOf(element())};
    }

    // Whether float inputs are rounded to TF32.
    bool roundsToTf32() const;
    size_t workspaceBytes(const Algorithm& algorithm) const;
};

const std::vector<Algorithm>& algorithms(Direction direction);

// Null where cuDNN has no such algorithm, or not for NHWC.
const Algorithm* algorithm(Direction direction, int number);

}  // namespace pretend
