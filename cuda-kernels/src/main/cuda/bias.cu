#pragma once
#include "columns.cuh"
#include "walk.cuh"

// y[row][column] += bias[column].
// Launch: kColumnThreads a block, no dynamic shared memory, a thread for one or more packs of 16 bytes.
template <int W, class T>
DEVICE void addBias(T* y, const float* bias, long long rows, int c) {
    long long places = rows * (c / W);
    for (Walk at(1, 1, c / W); at.place < places; at.advance()) {
        storePack(y + at.place * W, loadPack<W>(bias + at.pack * W), true);
    }
}

template <class T>
DEVICE void addBias(T* y, const float* bias, long long rows, int c) {
    constexpr int W = kPackWidth<T>;
    if (c % W == 0 && packsFit<W>(y) && packsFit<W>(bias)) {
        addBias<W>(y, bias, rows, c);
    } else {
        addBias<1>(y, bias, rows, c);
    }
}

// partials[gridDim.x][c]: sums over the rows of dy; reducePartials makes one of them.
// Launch: kColumnThreads a block, no dynamic shared memory; a grid of min(rows * c / (16 * kColumnThreads) + 1, 4
// blocks for each multiprocessor) keeps the partials few.
template <class T>
DEVICE void sumColumns(const T* dy, float* partials, long long rows, int c) {
    constexpr int W = kPackWidth<T>;
    if (c % W == 0 && packsFit<W>(dy)) {
        columnSums<W>(rows, c, partials, [=](long long row, int column) { return loadPack<W>(dy + row * c + column); });
    } else {
        columnSums<1>(rows, c, partials, [=](long long row, int column) { return loadPack<1>(dy + row * c + column); });
    }
}

#define BIAS_KERNELS(T, suffix)                                                     \
    extern "C" __global__ void __launch_bounds__(kColumnThreads)                    \
        add_bias_##suffix(T* y, const float* bias, long long rows, int c) {         \
        addBias(y, bias, rows, c);                                                  \
    }                                                                               \
    extern "C" __global__ void __launch_bounds__(kColumnThreads)                    \
        column_sums_##suffix(const T* dy, float* partials, long long rows, int c) { \
        sumColumns(dy, partials, rows, c);                                          \
    }
FOR_ACTIVATION_TYPES(BIAS_KERNELS)
#undef BIAS_KERNELS

constexpr int kReduceColumns = 32;
constexpr int kReduceThreads = 512;

// sums[column] (+)= the sum over i < count of partials[i][column].
// A warp takes 32 columns of every sixteenth row, eight rows at a time: few columns still keep many reads under way.
// Launch: kReduceThreads a block, no dynamic shared memory, a grid of c / kReduceColumns, rounded up.
extern "C" __global__ void __launch_bounds__(kReduceThreads)
    reduce_partials(const float* partials, float* sums, int count, int c, int accumulate) {
    constexpr int groups = kReduceThreads / kReduceColumns;
    SHARED(float[groups][kReduceColumns], groupSums);
    int lane = threadIdx.x % kReduceColumns;
    int group = threadIdx.x / kReduceColumns;
    for (int tile = blockIdx.x * kReduceColumns; tile < c; tile += gridDim.x * kReduceColumns) {
        int column = tile + lane;
        float sum = 0;
        if (column < c) {
#pragma unroll 8
            for (int i = group; i < count; i += groups) {
                sum += partials[(long long)i * c + column];
            }
        }
        groupSums[group][lane] = sum;
        __syncthreads();
        if (group == 0 && column < c) {
            float total = 0;
#pragma unroll
            for (int i = 0; i < groups; i++) {
                total += groupSums[i][lane];
            }
            sums[column] = accumulate ? sums[column] + total : total;
        }
        __syncthreads();
    }
}
