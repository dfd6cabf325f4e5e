#pragma once
#include "columns.cuh"
#include "walk.cuh"
#include "window.cuh"

// The fused block's bias, ReLU and 2x2 pooling behind a convolution: z [n,h,w,c] with even h and w, y [n,h/2,w/2,c].
// The mask has a byte for each element of y. Its bits 0 to 3 stand for the window's elements (0,0), (0,1), (1,0),
// (1,1); a bit is set where a gradient flows back.

constexpr int kBlockThreads = 256;

// A thread makes a pack of y from the four packs of z above it, read at once.
// Launch of this and of reluPoolBackward: kBlockThreads a block, no dynamic shared memory, a thread for one or more
// packs; a grid of min(packs / kBlockThreads + 1, 16 blocks for each multiprocessor) is enough.
template <int W, class T>
DEVICE void biasReluPoolForward(const T* z, const float* bias, T* y, unsigned char* mask, int n, int h, int w, int c,
                                bool max) {
    int channelPacks = c / W;
    long long places = (long long)n * (h / 2) * (w / 2) * channelPacks;
    long long nextRow = (long long)w * c;
    for (Walk at(h / 2, w / 2, channelPacks); at.place < places; at.advance()) {
        const T* window = z + ((long long)at.image * h + 2 * at.row) * nextRow + 2LL * at.column * c + at.pack * W;
        Pack<W> packs[4] = {loadPack<W>(window), loadPack<W>(window + c), loadPack<W>(window + nextRow),
                            loadPack<W>(window + nextRow + c)};
        Pack<W> shift = {};
        if (bias != nullptr) {
            shift = loadPack<W>(bias + at.pack * W);
        }
        Pack<W> pooled;
        MaskBytes<W> bytes;
#pragma unroll
        for (int i = 0; i < W; i++) {
            float elements[4];
#pragma unroll
            for (int j = 0; j < 4; j++) {
                elements[j] = packs[j].at[i] + shift.at[i];
            }
            pooled.at[i] = max ? largestOfWindow(elements, bytes.at[i]) : averageOfWindow(elements, bytes.at[i]);
        }
        storePack(y + at.place * W, pooled);
        if (mask != nullptr) {
            storeMask(mask + at.place * W, bytes);
        }
    }
}

template <class T>
DEVICE void biasReluPoolForward(const T* z, const float* bias, T* y, unsigned char* mask, int n, int h, int w, int c,
                                bool max) {
    constexpr int W = kPackWidth<T>;
    if (c % W == 0 && packsFit<W>(z) && packsFit<W>(bias) && packsFit<W>(y) && packsFit<W>(mask)) {
        biasReluPoolForward<W>(z, bias, y, mask, n, h, w, c, max);
    } else {
        biasReluPoolForward<1>(z, bias, y, mask, n, h, w, c, max);
    }
}

// dx [n,h,w,c] (+)= dy by mask, a quarter of it if averaged.
template <int W, class T>
DEVICE void reluPoolBackward(const unsigned char* mask, const T* dy, T* dx, int n, int h, int w, int c, bool max,
                             bool accumulate) {
    int channelPacks = c / W;
    long long places = (long long)n * (h / 2) * (w / 2) * channelPacks;
    long long nextRow = (long long)w * c;
    float share = max ? 1.0f : 0.25f;
    for (Walk at(h / 2, w / 2, channelPacks); at.place < places; at.advance()) {
        T* window = dx + ((long long)at.image * h + 2 * at.row) * nextRow + 2LL * at.column * c + at.pack * W;
        Pack<W> gradient = loadPack<W>(dy + at.place * W);
        MaskBytes<W> bytes = loadMask<W>(mask + at.place * W);
        T* elements[4] = {window, window + c, window + nextRow, window + nextRow + c};
        Pack<W> packs[4];
#pragma unroll
        for (int j = 0; j < 4; j++) {
#pragma unroll
            for (int i = 0; i < W; i++) {
                packs[j].at[i] = bytes.at[i] >> j & 1u ? gradient.at[i] * share : 0;
            }
            if (accumulate) {
                addTo(packs[j], loadPack<W>(elements[j]));
            }
        }
#pragma unroll
        for (int j = 0; j < 4; j++) {
            storePack(elements[j], packs[j]);
        }
    }
}

template <class T>
DEVICE void reluPoolBackward(const unsigned char* mask, const T* dy, T* dx, int n, int h, int w, int c, bool max,
                             bool accumulate) {
    constexpr int W = kPackWidth<T>;
    if (c % W == 0 && packsFit<W>(mask) && packsFit<W>(dy) && packsFit<W>(dx)) {
        reluPoolBackward<W>(mask, dy, dx, n, h, w, c, max, accumulate);
    } else {
        reluPoolBackward<1>(mask, dy, dx, n, h, w, c, max, accumulate);
    }
}

// partials[gridDim.x][c]: sums of what reluPoolBackward would write, over rows = n * h/2 * w/2, without writing it.
// Launch: kColumnThreads a block, no dynamic shared memory; a grid of min(rows * c / (16 * kColumnThreads) + 1, 4
// blocks for each multiprocessor) keeps the partials few.
template <int W, class T>
DEVICE void blockBiasSums(const unsigned char* mask, const T* dy, float* partials, long long rows, int c, bool max) {
    float share = max ? 1.0f : 0.25f;
    columnSums<W>(rows, c, partials, [=](long long row, int column) {
        Pack<W> pack = loadPack<W>(dy + row * c + column);
        MaskBytes<W> bytes = loadMask<W>(mask + row * c + column);
#pragma unroll
        for (int i = 0; i < W; i++) {
            pack.at[i] *= share * (float)__popc(bytes.at[i]);
        }
        return pack;
    });
}

template <class T>
DEVICE void blockBiasSums(const unsigned char* mask, const T* dy, float* partials, long long rows, int c, bool max) {
    constexpr int W = kPackWidth<T>;
    if (c % W == 0 && packsFit<W>(mask) && packsFit<W>(dy)) {
        blockBiasSums<W>(mask, dy, partials, rows, c, max);
    } else {
        blockBiasSums<1>(mask, dy, partials, rows, c, max);
    }
}

#define BLOCK_KERNELS(T, suffix)                                                                              \
    extern "C" __global__ void __launch_bounds__(kBlockThreads) bias_relu_pool_forward_##suffix(              \
        const T* z, const float* bias, T* y, unsigned char* mask, int n, int h, int w, int c, int max) {      \
        biasReluPoolForward(z, bias, y, mask, n, h, w, c, max);                                               \
    }                                                                                                         \
    extern "C" __global__ void __launch_bounds__(kBlockThreads) relu_pool_backward_##suffix(                  \
        const unsigned char* mask, const T* dy, T* dx, int n, int h, int w, int c, int max, int accumulate) { \
        reluPoolBackward(mask, dy, dx, n, h, w, c, max, accumulate);                                          \
    }                                                                                                         \
    extern "C" __global__ void __launch_bounds__(kColumnThreads) block_bias_sums_##suffix(                    \
        const unsigned char* mask, const T* dy, float* partials, long long rows, int c, int max) {            \
        blockBiasSums(mask, dy, partials, rows, c, max);                                                      \
    }
FOR_ACTIVATION_TYPES(BLOCK_KERNELS)
#undef BLOCK_KERNELS
