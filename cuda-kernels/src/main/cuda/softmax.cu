#pragma once
#include "bf16.cuh"
#include "reduce.cuh"

// Softmax and cross-entropy: a warp takes a row of logits, its lanes every 32nd class.
// Launch of all but sum_floats: kSoftmaxThreads a block, no dynamic shared memory, a grid of n / 4, rounded up.

constexpr int kSoftmaxThreads = 128;
constexpr int kSumThreads = 256;

DEVICE long long firstRow() {
    return gridThread() / 32;
}

DEVICE long long rowStep() {
    return gridThreads() / 32;
}

// A row's largest logit, and the sum over its classes of exp(logit - largest): at least 1, so that its log is safe.
struct RowSums {
    float largest, sum;
};

template <class T>
DEVICE RowSums sumRow(const T* logits, int classes) {
    int lane = threadIdx.x % 32;
    float largest = -INFINITY;
    for (int j = lane; j < classes; j += 32) {
        largest = fmaxf(largest, toFloat(logits[j]));
    }
    largest = warpMax(largest);
    float sum = 0;
    for (int j = lane; j < classes; j += 32) {
        sum += expf(toFloat(logits[j]) - largest);
    }
    return {largest, warpSum(sum)};
}

template <class T>
DEVICE RowSums softmaxRow(const T* logits, float* probabilities, int classes) {
    RowSums row = sumRow(logits, classes);
    for (int j = threadIdx.x % 32; j < classes; j += 32) {
        probabilities[j] = expf(toFloat(logits[j]) - row.largest) / row.sum;
    }
    return row;
}

template <class T>
DEVICE void softmax(const T* logits, float* probabilities, int n, int classes) {
    for (long long i = firstRow(); i < n; i += rowStep()) {
        long long begin = i * classes;
        softmaxRow(logits + begin, probabilities + begin, classes);
    }
}

// rowLosses[i] = shares[i] * -log(probability of the label).
template <class T>
DEVICE void crossEntropyForward(const T* logits, const int* labels, const float* shares, float* probabilities,
                                float* rowLosses, int n, int classes) {
    for (long long i = firstRow(); i < n; i += rowStep()) {
        long long begin = i * classes;
        RowSums row = softmaxRow(logits + begin, probabilities + begin, classes);
        if (threadIdx.x % 32 == 0) {
            rowLosses[i] = shares[i] * (logf(row.sum) - (toFloat(logits[begin + labels[i]]) - row.largest));
        }
    }
}

// dlogits (+)= dloss * shares[i] * (probability - 1 at the label).
template <class T>
DEVICE void crossEntropyBackward(const float* probabilities, const int* labels, const float* shares, const float* dloss,
                                 T* dlogits, int n, int classes, bool accumulate) {
    for (long long i = firstRow(); i < n; i += rowStep()) {
        long long begin = i * classes;
        float factor = dloss[0] * shares[i];
        int label = labels[i];
        for (int j = threadIdx.x % 32; j < classes; j += 32) {
            float value = factor * (probabilities[begin + j] - (j == label ? 1.0f : 0.0f));
            value += accumulate ? toFloat(dlogits[begin + j]) : 0.0f;
            dlogits[begin + j] = fromFloat<T>(value);
        }
    }
}

#define SOFTMAX_KERNELS(T, suffix)                                                                                    \
    extern "C" __global__ void __launch_bounds__(kSoftmaxThreads)                                                     \
        softmax_##suffix(const T* logits, float* probabilities, int n, int classes) {                                 \
        softmax(logits, probabilities, n, classes);                                                                   \
    }                                                                                                                 \
    extern "C" __global__ void __launch_bounds__(kSoftmaxThreads)                                                     \
        cross_entropy_forward_##suffix(const T* logits, const int* labels, const float* shares, float* probabilities, \
                                       float* rowLosses, int n, int classes) {                                        \
        crossEntropyForward(logits, labels, shares, probabilities, rowLosses, n, classes);                            \
    }                                                                                                                 \
    extern "C" __global__ void __launch_bounds__(kSoftmaxThreads)                                                     \
        cross_entropy_backward_##suffix(const float* probabilities, const int* labels, const float* shares,           \
                                        const float* dloss, T* dlogits, int n, int classes, int accumulate) {         \
        crossEntropyBackward(probabilities, labels, shares, dloss, dlogits, n, classes, accumulate);                  \
    }
FOR_ACTIVATION_TYPES(SOFTMAX_KERNELS)
#undef SOFTMAX_KERNELS

// y[0] = the sum of x. Launch: one block of kSumThreads, no dynamic shared memory.
extern "C" __global__ void __launch_bounds__(kSumThreads) sum_floats(const float* x, float* y, int length) {
    float sum = 0;
    for (int i = threadIdx.x; i < length; i += kSumThreads) {
        sum += x[i];
    }
    sum = blockSum<kSumThreads>(sum);
    if (threadIdx.x == 0) {
        y[0] = sum;
    }
}
