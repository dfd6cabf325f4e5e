#include "optimizers.cuh"

// An optimizer's step of linear weights whose gradient is the outer product dy^T x. A block makes a tile of the
// gradient in registers and applies it at once: the gradient, as large as the weights, never goes through memory, so
// that a step costs one pass over weights and moments.

constexpr int kOuterThreads = 256;
constexpr int kOuterTileOut = 64;   // rows of a tile: one warp has 8
constexpr int kOuterTileIn = 128;   // columns of a tile: one thread has 4, so that a warp's accesses are 512 bytes
constexpr int kOuterDepth = 32;     // samples in shared memory at a time
constexpr int kOuterThreadOut = 8;  // rows of a thread

// Copies a panel of samples to shared memory, as floats: Columns of a matrix from `column` on, 0 outside of it.
template <int Columns, class T>
DEVICE void loadPanel(const T* matrix, int columns, int column, int samples, float* panel) {
    constexpr int samplesAtOnce = 4 * kOuterThreads / Columns;
    constexpr int packs = kOuterDepth / samplesAtOnce;
    int first = threadIdx.x / (Columns / 4);
    int at = column + threadIdx.x % (Columns / 4) * 4;
    const T* from = matrix + (long long)first * columns + at;
    bool packed = columns % 4 == 0 && packsFit<4>(matrix);
    Pack<4> values[packs] = {};
#pragma unroll
    for (int p = 0; p < packs; p++, from += (long long)samplesAtOnce * columns) {
        if (first + p * samplesAtOnce < samples) {
            if (packed && at < columns) {
                values[p] = loadPack<4>(from);
            }
#pragma unroll
            for (int j = 0; j < 4; j++) {
                if (!packed && at + j < columns) {
                    values[p].at[j] = toFloat(from[j]);
                }
            }
        }
    }
#pragma unroll
    for (int p = 0; p < packs; p++) {
        storeSharedPack(panel + 4 * (threadIdx.x + p * kOuterThreads), values[p]);
    }
}

// Adds the samples in shared memory to a thread's 8 x 4 gradients.
DEVICE void addSamples(const float* xPanel, const float* dyPanel, int samples, Pack<4> (&gradients)[kOuterThreadOut]) {
    const float* xs = xPanel + threadIdx.x % 32 * 4;
    const float* dys = dyPanel + threadIdx.x / 32 * kOuterThreadOut;
#pragma unroll 2
    for (int sample = 0; sample < samples; sample++) {
        Pack<4> x = loadPack<4>(xs + sample * kOuterTileIn);
        Pack<kOuterThreadOut> dy = loadPack<kOuterThreadOut>(dys + sample * kOuterTileOut);
#pragma unroll
        for (int o = 0; o < kOuterThreadOut; o++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
                gradients[o].at[i] += dy.at[o] * x.at[i];
            }
        }
    }
}

// Steps the weights under a thread's gradients, two rows at a time: their reads overlap, and the registers suffice.
template <class Rule>
DEVICE void stepPacked(const Rule& rule, const Pack<4> (&gradients)[kOuterThreadOut], int row, int column, int in,
                       int out) {
    if (column >= in) {
        return;
    }
#pragma unroll
    for (int o = 0; o < kOuterThreadOut; o += 2) {
        long long at = (long long)(row + o) * in + column;
        if (row + o + 1 < out) {
            rule.step(at, in, {gradients[o], gradients[o + 1]});
        } else if (row + o < out) {
            rule.step(at, in, {gradients[o]});
        }
    }
}

// The same for rows that do not begin at multiples of 16 bytes.
template <class Rule>
DEVICE void stepSingly(const Rule& rule, const Pack<4> (&gradients)[kOuterThreadOut], int row, int column, int in,
                       int out) {
#pragma unroll
    for (int o = 0; o < kOuterThreadOut; o++) {
#pragma unroll
        for (int i = 0; i < 4; i++) {
            if (row + o < out && column + i < in) {
                rule.step((long long)(row + o) * in + column + i, 0, {Pack<1>{gradients[o].at[i]}});
            }
        }
    }
}

template <class T, class Rule>
DEVICE void stepOuter(const T* x, const T* dy, const Rule& rule, int n, int in, int out) {
    SHARED(uint4[kOuterDepth * kOuterTileIn / 4], xShared);
    SHARED(uint4[kOuterDepth * kOuterTileOut / 4], dyShared);
    float* xPanel = (float*)xShared;
    float* dyPanel = (float*)dyShared;
    bool packed = in % 4 == 0 && rule.packed();
    int tilesDown = (out - 1) / kOuterTileOut + 1;
    int tiles = ((in - 1) / kOuterTileIn + 1) * tilesDown;
    // Tiles of the same columns are neighbours, so that x is read from memory once and from the cache thereafter.
    for (int tile = blockIdx.x; tile < tiles; tile += gridDim.x) {
        int row = tile % tilesDown * kOuterTileOut;
        int column = tile / tilesDown * kOuterTileIn;
        Pack<4> gradients[kOuterThreadOut] = {};
        for (int sample = 0; sample < n; sample += kOuterDepth) {
            int samples = min(kOuterDepth, n - sample);
            loadPanel<kOuterTileIn>(x + (long long)sample * in, in, column, samples, xPanel);
            loadPanel<kOuterTileOut>(dy + (long long)sample * out, out, row, samples, dyPanel);
            __syncthreads();
            addSamples(xPanel, dyPanel, samples, gradients);
            __syncthreads();
        }
        row += threadIdx.x / 32 * kOuterThreadOut;
        column += threadIdx.x % 32 * 4;
        if (packed) {
            stepPacked(rule, gradients, row, column, in, out);
        } else {
            stepSingly(rule, gradients, row, column, in, out);
        }
    }
}

// Launch, all four: kOuterThreads, no dynamic shared memory, a block for each tile of 64 rows and 128 columns.
#define OUTER_KERNELS(T, suffix)                                                                                     \
    extern "C" __global__ void __launch_bounds__(kOuterThreads, 3)                                                   \
        adamw_outer_##suffix(const T* __restrict__ x, const T* __restrict__ dy, float* w, float* m, float* v, int n, \
                             int in, int out, const AdamWNumbers* numbers) {                                         \
        stepOuter(x, dy, AdamW{w, m, v, *numbers}, n, in, out);                                                      \
    }                                                                                                                \
    extern "C" __global__ void __launch_bounds__(kOuterThreads, 3)                                                   \
        sgd_outer_##suffix(const T* __restrict__ x, const T* __restrict__ dy, float* w, float* velocity, int n,      \
                           int in, int out, const SgdNumbers* numbers) {                                             \
        stepOuter(x, dy, Sgd{w, velocity, *numbers}, n, in, out);                                                    \
    }

OUTER_KERNELS(float, f32)
OUTER_KERNELS(bf16, bf16)
