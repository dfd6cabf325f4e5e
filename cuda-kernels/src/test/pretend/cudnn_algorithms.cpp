// Which algorithms there are, and cuDNN's two ways to choose one.
#include "cudnn.h"

#include <cstring>

namespace pretend {

const std::vector<Algorithm>& algorithms(Direction direction) {
    // The fastest of a backward direction is not deterministic, so that whoever wants determinism must look.
    static const std::vector<Algorithm> forward = {{1, CUDNN_DETERMINISTIC, true, true},
                                                   {0, CUDNN_DETERMINISTIC, false, false}};
    static const std::vector<Algorithm> backwardData = {{0, CUDNN_NON_DETERMINISTIC, false, true},
                                                        {1, CUDNN_DETERMINISTIC, true, true},
                                                        {4, CUDNN_DETERMINISTIC, false, false}};
    static const std::vector<Algorithm> backwardFilter = {{3, CUDNN_NON_DETERMINISTIC, true, true},
                                                          {0, CUDNN_NON_DETERMINISTIC, false, false},
                                                          {1, CUDNN_DETERMINISTIC, true, true}};
    switch (direction) {
        case Direction::kForward:
            return forward;
        case Direction::kBackwardData:
            return backwardData;
        default:
            return backwardFilter;
    }
}

const Algorithm* algorithm(Direction direction, int number) {
    for (const Algorithm& candidate : algorithms(direction)) {
        if (candidate.number == number) {
            return &candidate;
        }
    }
    return nullptr;
}

size_t Convolution::workspaceBytes(const Algorithm& algorithm) const {
    return algorithm.workspace ? 512 + (size_t)y.n * y.h * y.w * sizeof(int) : 0;
}

}  // namespace pretend

using namespace pretend;

namespace {

constexpr int kUnsupportedAlgorithm = 2;  // FFT or GEMM: in every direction one that NHWC does not have

// The math type that a convolution would use, as cuDNN reports it.
cudnnMathType_t mathType(const Convolution& convolution, const Algorithm& algorithm) {
    if (convolution.element() == Element::kBf16) {
        return algorithm.tensorCores ? CUDNN_TENSOR_OP_MATH : CUDNN_DEFAULT_MATH;
    }
    return algorithm.tensorCores && convolution.roundsToTf32() ? CUDNN_TENSOR_OP_MATH : CUDNN_FMA_MATH;
}

// What cuDNN tells of all algorithms, those that fit in the workspace first.
std::vector<cudnnConvolutionAlgoPerf_t> performances(const Convolution& convolution, Direction direction,
                                                     size_t workspace) {
    std::vector<cudnnConvolutionAlgoPerf_t> fitting, others;
    float time = 0;
    for (const Algorithm& algorithm : algorithms(direction)) {
        size_t bytes = convolution.workspaceBytes(algorithm);
        cudnnConvolutionAlgoPerf_t performance = {algorithm.number,
                                                  CUDNN_STATUS_SUCCESS,
                                                  time += 0.5f,
                                                  bytes,
                                                  algorithm.determinism,
                                                  mathType(convolution, algorithm),
                                                  {}};
        if (bytes > workspace) {
            performance.status = CUDNN_STATUS_EXECUTION_FAILED;
            performance.time = -1;
        }
        (bytes > workspace ? others : fitting).push_back(performance);
    }
    fitting.insert(fitting.end(), others.begin(), others.end());
    fitting.push_back(
        {kUnsupportedAlgorithm, CUDNN_STATUS_NOT_SUPPORTED, -1, 0, CUDNN_DETERMINISTIC, CUDNN_FMA_MATH, {}});
    return fitting;
}

cudnnStatus_t deliver(const std::vector<cudnnConvolutionAlgoPerf_t>& from, int requested, int* returned,
                      cudnnConvolutionAlgoPerf_t* to) {
    if (requested < 1) {
        return CUDNN_STATUS_BAD_PARAM;
    }
    *returned = std::min(requested, (int)from.size());
    std::copy_n(from.begin(), *returned, to);
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t heuristics(const Convolution& convolution, Direction direction, int requested, int* returned,
                         cudnnConvolutionAlgoPerf_t* results) {
    cudnnStatus_t status = convolution.check();
    return status == CUDNN_STATUS_SUCCESS
               ? deliver(performances(convolution, direction, SIZE_MAX), requested, returned, results)
               : status;
}

// Trying algorithms waits for the device and leaves rubbish in the result.
cudnnStatus_t find(cudnnHandle_t handle, const Convolution& convolution, Direction direction,
                   const std::vector<Range>& operands, int requested, int* returned,
                   cudnnConvolutionAlgoPerf_t* results, Range workspace) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    cudnnStatus_t status = convolution.check();
    for (Range range : operands) {
        if (status == CUDNN_STATUS_SUCCESS && !reachable(range)) {
            complain("cudnnFindConvolution...: %zu bytes at %p are not inside one allocation", range.bytes,
                     range.begin);
            status = CUDNN_STATUS_BAD_PARAM;
        }
    }
    if (status != CUDNN_STATUS_SUCCESS || (workspace.bytes > 0 && !reachable(workspace))) {
        return status == CUDNN_STATUS_SUCCESS ? CUDNN_STATUS_BAD_PARAM : status;
    }
    if (synchronize(handle->stream) != CUDA_SUCCESS) {
        return CUDNN_STATUS_EXECUTION_FAILED;
    }
    memset((void*)operands.back().begin, 0xff, operands.back().bytes);
    return deliver(performances(convolution, direction, workspace.bytes), requested, returned, results);
}

cudnnStatus_t workspaceSize(const Convolution& convolution, Direction direction, int number, size_t* bytes) {
    const Algorithm* found = algorithm(direction, number);
    cudnnStatus_t status = found == nullptr ? CUDNN_STATUS_NOT_SUPPORTED : convolution.check();
    *bytes = status == CUDNN_STATUS_SUCCESS ? convolution.workspaceBytes(*found) : 0;
    return status;
}

}  // namespace

extern "C" {

cudnnStatus_t cudnnGetConvolutionForwardAlgorithmMaxCount(cudnnHandle_t, int* count) {
    *count = 8;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t cudnnGetConvolutionBackwardDataAlgorithmMaxCount(cudnnHandle_t, int* count) {
    *count = 6;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t cudnnGetConvolutionBackwardFilterAlgorithmMaxCount(cudnnHandle_t, int* count) {
    *count = 7;
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t cudnnGetConvolutionForwardAlgorithm_v7(cudnnHandle_t, cudnnTensorDescriptor_t x,
                                                     cudnnFilterDescriptor_t w, cudnnConvolutionDescriptor_t how,
                                                     cudnnTensorDescriptor_t y, int requested, int* returned,
                                                     cudnnConvolutionAlgoPerf_t* results) {
    return heuristics({*x, *w, *how, *y}, Direction::kForward, requested, returned, results);
}

cudnnStatus_t cudnnGetConvolutionBackwardDataAlgorithm_v7(cudnnHandle_t, cudnnFilterDescriptor_t w,
                                                          cudnnTensorDescriptor_t dy, cudnnConvolutionDescriptor_t how,
                                                          cudnnTensorDescriptor_t dx, int requested, int* returned,
                                                          cudnnConvolutionAlgoPerf_t* results) {
    return heuristics({*dx, *w, *how, *dy}, Direction::kBackwardData, requested, returned, results);
}

cudnnStatus_t cudnnGetConvolutionBackwardFilterAlgorithm_v7(cudnnHandle_t, cudnnTensorDescriptor_t x,
                                                            cudnnTensorDescriptor_t dy,
                                                            cudnnConvolutionDescriptor_t how,
                                                            cudnnFilterDescriptor_t dw, int requested, int* returned,
                                                            cudnnConvolutionAlgoPerf_t* results) {
    return heuristics({*x, *dw, *how, *dy}, Direction::kBackwardFilter, requested, returned, results);
}

cudnnStatus_t cudnnFindConvolutionForwardAlgorithmEx(cudnnHandle_t handle, cudnnTensorDescriptor_t x, const void* dataX,
                                                     cudnnFilterDescriptor_t w, const void* dataW,
                                                     cudnnConvolutionDescriptor_t how, cudnnTensorDescriptor_t y,
                                                     void* dataY, int requested, int* returned,
                                                     cudnnConvolutionAlgoPerf_t* results, void* workspace,
                                                     size_t bytes) {
    Convolution c = {*x, *w, *how, *y};
    return find(handle, c, Direction::kForward,
                {c.range(dataX, c.sizeX()), c.range(dataW, c.sizeW()), c.range(dataY, c.sizeY())}, requested, returned,
                results, {workspace, bytes});
}

cudnnStatus_t cudnnFindConvolutionBackwardDataAlgorithmEx(cudnnHandle_t handle, cudnnFilterDescriptor_t w,
                                                          const void* dataW, cudnnTensorDescriptor_t dy,
                                                          const void* dataDy, cudnnConvolutionDescriptor_t how,
                                                          cudnnTensorDescriptor_t dx, void* dataDx, int requested,
                                                          int* returned, cudnnConvolutionAlgoPerf_t* results,
                                                          void* workspace, size_t bytes) {
    Convolution c = {*dx, *w, *how, *dy};
    return find(handle, c, Direction::kBackwardData,
                {c.range(dataW, c.sizeW()), c.range(dataDy, c.sizeY()), c.range(dataDx, c.sizeX())}, requested,
                returned, results, {workspace, bytes});
}

cudnnStatus_t cudnnFindConvolutionBackwardFilterAlgorithmEx(cudnnHandle_t handle, cudnnTensorDescriptor_t x,
                                                            const void* dataX, cudnnTensorDescriptor_t dy,
                                                            const void* dataDy, cudnnConvolutionDescriptor_t how,
                                                            cudnnFilterDescriptor_t dw, void* dataDw, int requested,
                                                            int* returned, cudnnConvolutionAlgoPerf_t* results,
                                                            void* workspace, size_t bytes) {
    Convolution c = {*x, *dw, *how, *dy};
    return find(handle, c, Direction::kBackwardFilter,
                {c.range(dataX, c.sizeX()), c.range(dataDy, c.sizeY()), c.range(dataDw, c.sizeW())}, requested,
                returned, results, {workspace, bytes});
}

cudnnStatus_t cudnnGetConvolutionForwardWorkspaceSize(cudnnHandle_t, cudnnTensorDescriptor_t x,
                                                      cudnnFilterDescriptor_t w, cudnnConvolutionDescriptor_t how,
                                                      cudnnTensorDescriptor_t y, int number, size_t* bytes) {
    return workspaceSize({*x, *w, *how, *y}, Direction::kForward, number, bytes);
}

cudnnStatus_t cudnnGetConvolutionBackwardDataWorkspaceSize(cudnnHandle_t, cudnnFilterDescriptor_t w,
                                                           cudnnTensorDescriptor_t dy, cudnnConvolutionDescriptor_t how,
                                                           cudnnTensorDescriptor_t dx, int number, size_t* bytes) {
    return workspaceSize({*dx, *w, *how, *dy}, Direction::kBackwardData, number, bytes);
}

cudnnStatus_t cudnnGetConvolutionBackwardFilterWorkspaceSize(cudnnHandle_t, cudnnTensorDescriptor_t x,
                                                             cudnnTensorDescriptor_t dy,
                                                             cudnnConvolutionDescriptor_t how,
                                                             cudnnFilterDescriptor_t dw, int number, size_t* bytes) {
    return workspaceSize({*x, *dw, *how, *dy}, Direction::kBackwardFilter, number, bytes);
}
}
