// The convolutions, in the order of the textbook.
#include "cudnn.h"

#include <cstring>

namespace pretend {

cudnnStatus_t Convolution::check() const {
    bool formats = x.format == CUDNN_TENSOR_NHWC && w.format == CUDNN_TENSOR_NHWC && y.format == CUDNN_TENSOR_NHWC;
    bool types = x.type == w.type && x.type == y.type && how.computeType == CUDNN_DATA_FLOAT &&
                 (x.type == CUDNN_DATA_FLOAT || (x.type == CUDNN_DATA_BFLOAT16 && computeCapability().major >= 8));
    bool plain = how.mode == CUDNN_CROSS_CORRELATION && how.dilationH == 1 && how.dilationW == 1 && how.groups == 1;
    if (!formats || !types || !plain) {
        complain("cuDNN: only NHWC, one type for all of x, w, y, cross-correlation, no dilation, no groups");
        return CUDNN_STATUS_NOT_SUPPORTED;
    }
    bool shapes = x.n == y.n && x.c == w.c && y.c == w.k && y.h == (x.h + 2 * how.padH - w.h) / how.strideH + 1 &&
                  y.w == (x.w + 2 * how.padW - w.w) / how.strideW + 1 && w.h <= x.h + 2 * how.padH &&
                  w.w <= x.w + 2 * how.padW;
    if (!shapes) {
        complain("cuDNN: shapes x [%d,%d,%d,%d], w [%d,%d,%d,%d], y [%d,%d,%d,%d] do not fit", x.n, x.h, x.w, x.c, w.k,
                 w.h, w.w, w.c, y.n, y.h, y.w, y.c);
        return CUDNN_STATUS_BAD_PARAM;
    }
    return CUDNN_STATUS_SUCCESS;
}

bool Convolution::roundsToTf32() const {
    return x.type == CUDNN_DATA_FLOAT && how.mathType != CUDNN_FMA_MATH && computeCapability().major >= 8;
}

}  // namespace pretend

using namespace pretend;

namespace {

// A convolution with its data. Two of x, w, y are read and the third is written.
struct Run {
    Convolution c;
    Direction direction;
    const Algorithm* algorithm;
    float alpha, beta;
    void *x, *w, *y;
    Range workspace;

    void compute() const;

private:
    std::vector<double> forward() const;
    std::vector<double> backwardData() const;
    std::vector<double> backwardFilter() const;

    // Calls body(pixel of y, pixel of x, tap) for each tap that falls inside the picture.
    template <class Body>
    void forEachTap(Body body) const;

    std::vector<float> read(const void* data, size_t elements) const {
        return loadAll(data, c.element(), elements, algorithm->tensorCores && c.roundsToTf32());
    }
    void write(void* data, const std::vector<double>& result) const;
};

template <class Body>
void Run::forEachTap(Body body) const {
    for (int n = 0; n < c.y.n; n++) {
        for (int oh = 0; oh < c.y.h; oh++) {
            for (int ow = 0; ow < c.y.w; ow++) {
                for (int r = 0; r < c.w.h; r++) {
                    for (int s = 0; s < c.w.w; s++) {
                        int h = oh * c.how.strideH + r - c.how.padH;
                        int w = ow * c.how.strideW + s - c.how.padW;
                        if (h >= 0 && h < c.x.h && w >= 0 && w < c.x.w) {
                            body(((size_t)n * c.y.h + oh) * c.y.w + ow, ((size_t)n * c.x.h + h) * c.x.w + w,
                                 (size_t)r * c.w.w + s);
                        }
                    }
                }
            }
        }
    }
}

std::vector<double> Run::forward() const {
    std::vector<float> in = read(x, c.sizeX()), weights = read(w, c.sizeW());
    size_t channels = (size_t)c.x.c, outputs = (size_t)c.y.c, taps = (size_t)c.w.h * c.w.w;
    std::vector<float> byOutput(weights.size());  // [r][s][c][k]
    for (size_t k = 0; k < outputs; k++) {
        for (size_t i = 0; i < taps * channels; i++) {
            byOutput[i * outputs + k] = weights[k * taps * channels + i];
        }
    }
    std::vector<double> result(c.sizeY());
    forEachTap([&](size_t pixelY, size_t pixelX, size_t tap) {
        for (size_t i = 0; i < channels; i++) {
            addScaled(&result[pixelY * outputs], in[pixelX * channels + i], &byOutput[(tap * channels + i) * outputs],
                      outputs);
        }
    });
    return result;
}

std::vector<double> Run::backwardData() const {
    std::vector<float> dy = read(y, c.sizeY()), weights = read(w, c.sizeW());
    size_t channels = (size_t)c.x.c, outputs = (size_t)c.y.c, taps = (size_t)c.w.h * c.w.w;
    std::vector<double> result(c.sizeX());
    forEachTap([&](size_t pixelY, size_t pixelX, size_t tap) {
        for (size_t k = 0; k < outputs; k++) {
            addScaled(&result[pixelX * channels], dy[pixelY * outputs + k], &weights[(k * taps + tap) * channels],
                      channels);
        }
    });
    return result;
}

std::vector<double> Run::backwardFilter() const {
    std::vector<float> in = read(x, c.sizeX()), dy = read(y, c.sizeY());
    size_t channels = (size_t)c.x.c, outputs = (size_t)c.y.c, taps = (size_t)c.w.h * c.w.w;
    std::vector<double> result(c.sizeW());
    forEachTap([&](size_t pixelY, size_t pixelX, size_t tap) {
        for (size_t k = 0; k < outputs; k++) {
            addScaled(&result[(k * taps + tap) * channels], dy[pixelY * outputs + k], &in[pixelX * channels], channels);
        }
    });
    return result;
}

void Run::write(void* data, const std::vector<double>& result) const {
    static bool odd = false;
    odd = !odd;
    // An algorithm that promises no determinism keeps its word: every other time, floats end one place off.
    bool shifted = algorithm->determinism == CUDNN_NON_DETERMINISTIC && odd;
    for (size_t i = 0; i < result.size(); i++) {
        float value = blend(alpha, result[i], beta, data, c.element(), i);
        store(data, c.element(), i, shifted ? std::nextafter(value, INFINITY) : value);
    }
}

void Run::compute() const {
    memset((void*)workspace.begin, 0xff, workspace.bytes);
    switch (direction) {
        case Direction::kForward:
            return write(y, forward());
        case Direction::kBackwardData:
            return write(x, backwardData());
        case Direction::kBackwardFilter:
            return write(w, backwardFilter());
    }
}

bool aligned(const void* pointer) {
    return (size_t)pointer % 16 == 0;
}

cudnnStatus_t checkWorkspace(const Run& run) {
    size_t needed = run.c.workspaceBytes(*run.algorithm);
    if (needed > 0 && (run.workspace.bytes < needed || run.workspace.begin == nullptr)) {
        complain("cuDNN: a workspace of %zu bytes where %zu are needed", run.workspace.bytes, needed);
        return CUDNN_STATUS_BAD_PARAM;
    }
    return CUDNN_STATUS_SUCCESS;
}

cudnnStatus_t start(cudnnHandle_t handle, Run run, int number) {
    std::lock_guard<std::recursive_mutex> lock(deviceMutex());
    run.algorithm = algorithm(run.direction, number);
    cudnnStatus_t status = run.algorithm == nullptr ? CUDNN_STATUS_NOT_SUPPORTED : run.c.check();
    status = status == CUDNN_STATUS_SUCCESS ? checkWorkspace(run) : status;
    if (status != CUDNN_STATUS_SUCCESS) {
        return status;
    }
    if (!aligned(run.x) || !aligned(run.w) || !aligned(run.y) || !aligned(run.workspace.begin)) {
        complain("cuDNN: x %p, w %p, y %p, workspace %p must be aligned to 16 bytes", run.x, run.w, run.y,
                 run.workspace.begin);
        return CUDNN_STATUS_BAD_PARAM;
    }
    Work work = {
        "a convolution",
        {run.c.range(run.x, run.c.sizeX()), run.c.range(run.w, run.c.sizeW()), run.c.range(run.y, run.c.sizeY())},
        [=] { run.compute(); }};
    if (run.workspace.bytes > 0) {
        work.memory.push_back(run.workspace);
    }
    bool given = submit(handle->stream, work) == CUDA_SUCCESS;
    counters().libraryCalls += given;
    return given ? CUDNN_STATUS_SUCCESS : CUDNN_STATUS_EXECUTION_FAILED;
}

}  // namespace

extern "C" {

cudnnStatus_t cudnnConvolutionForward(cudnnHandle_t handle, const float* alpha, cudnnTensorDescriptor_t x,
                                      const void* dataX, cudnnFilterDescriptor_t w, const void* dataW,
                                      cudnnConvolutionDescriptor_t how, int algorithm, void* workspace, size_t bytes,
                                      const float* beta, cudnnTensorDescriptor_t y, void* dataY) {
    return start(handle,
                 {{*x, *w, *how, *y},
                  Direction::kForward,
                  nullptr,
                  *alpha,
                  *beta,
                  (void*)dataX,
                  (void*)dataW,
                  dataY,
                  {workspace, bytes}},
                 algorithm);
}

cudnnStatus_t cudnnConvolutionBackwardData(cudnnHandle_t handle, const float* alpha, cudnnFilterDescriptor_t w,
                                           const void* dataW, cudnnTensorDescriptor_t dy, const void* dataDy,
                                           cudnnConvolutionDescriptor_t how, int algorithm, void* workspace,
                                           size_t bytes, const float* beta, cudnnTensorDescriptor_t dx, void* dataDx) {
    return start(handle,
                 {{*dx, *w, *how, *dy},
                  Direction::kBackwardData,
                  nullptr,
                  *alpha,
                  *beta,
                  dataDx,
                  (void*)dataW,
                  (void*)dataDy,
                  {workspace, bytes}},
                 algorithm);
}

cudnnStatus_t cudnnConvolutionBackwardFilter(cudnnHandle_t handle, const float* alpha, cudnnTensorDescriptor_t x,
                                             const void* dataX, cudnnTensorDescriptor_t dy, const void* dataDy,
                                             cudnnConvolutionDescriptor_t how, int algorithm, void* workspace,
                                             size_t bytes, const float* beta, cudnnFilterDescriptor_t dw,
                                             void* dataDw) {
    return start(handle,
                 {{*x, *dw, *how, *dy},
                  Direction::kBackwardFilter,
                  nullptr,
                  *alpha,
                  *beta,
                  (void*)dataX,
                  dataDw,
                  (void*)dataDy,
                  {workspace, bytes}},
                 algorithm);
}
}
