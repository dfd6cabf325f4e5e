#pragma once
#include "pack.cuh"
#include "walk.cuh"

// Pooling of windows of size x size, stride apart, not padded: x [n,h,w,c], y [n,oh,ow,c].
// Launch of all kernels here: kPoolThreads a block, no dynamic shared memory, a thread for one or more packs of 16
// bytes; a grid of min(packs / kPoolThreads + 1, 16 blocks for each multiprocessor) is enough.

constexpr int kPoolThreads = 256;

struct PoolSizes {
    int n, h, w, c, size, stride;

    DEVICE int oh() const {
        return (h - size) / stride + 1;
    }
    DEVICE int ow() const {
        return (w - size) / stride + 1;
    }
};

// The element of x that a window begins with.
DEVICE long long windowBegin(const PoolSizes& sizes, int image, int row, int column) {
    long long top = (long long)image * sizes.h + row * sizes.stride;
    return (top * sizes.w + column * sizes.stride) * sizes.c;
}

// Size, if not 0, is the window's size as the compiler may know it: then it reads a whole window at once.
template <int W, int Size, class T>
DEVICE Pack<W> windowAverage(const T* window, const PoolSizes& sizes) {
    Pack<W> sum = {};
    int size = Size == 0 ? sizes.size : Size;
#pragma unroll Size == 0 ? 1 : Size
    for (int r = 0; r < size; r++) {
#pragma unroll Size == 0 ? 1 : Size
        for (int s = 0; s < size; s++) {
            addTo(sum, loadPack<W>(window + ((long long)r * sizes.w + s) * sizes.c));
        }
    }
    float share = 1.0f / (size * size);
#pragma unroll
    for (float& value : sum.at) {
        value *= share;
    }
    return sum;
}

// For each channel of a pack the largest element of a window, and the first place in row-major order that has it.
template <int W>
struct Largest {
    Pack<W> value;
    int place[W];
};

template <int W, int Size, class T>
DEVICE Largest<W> windowLargest(const T* window, const PoolSizes& sizes) {
    Largest<W> largest = {loadPack<W>(window), {}};
    int size = Size == 0 ? sizes.size : Size;
#pragma unroll Size == 0 ? 1 : Size
    for (int r = 0; r < size; r++) {
#pragma unroll Size == 0 ? 1 : Size
        for (int s = 0; s < size; s++) {
            Pack<W> pack = loadPack<W>(window + ((long long)r * sizes.w + s) * sizes.c);
#pragma unroll
            for (int i = 0; i < W; i++) {
                bool larger = pack.at[i] > largest.value.at[i];
                largest.value.at[i] = larger ? pack.at[i] : largest.value.at[i];
                largest.place[i] = larger ? r * size + s : largest.place[i];
            }
        }
    }
    return largest;
}

template <int W, int Size, class T>
DEVICE void poolForward(const T* x, T* y, const PoolSizes& sizes, bool max) {
    int channelPacks = sizes.c / W;
    long long places = (long long)sizes.n * sizes.oh() * sizes.ow() * channelPacks;
    for (Walk at(sizes.oh(), sizes.ow(), channelPacks); at.place < places; at.advance()) {
        const T* window = x + windowBegin(sizes, at.image, at.row, at.column) + at.pack * W;
        storePack(y + at.place * W,
                  max ? windowLargest<W, Size>(window, sizes).value : windowAverage<W, Size>(window, sizes));
    }
}

template <class T>
DEVICE void poolForward(const T* x, T* y, const PoolSizes& sizes, bool max) {
    constexpr int W = kPackWidth<T>;
    if (sizes.c % W != 0 || !packsFit<W>(x) || !packsFit<W>(y)) {
        poolForward<1, 0>(x, y, sizes, max);
    } else if (sizes.size == 2) {
        poolForward<W, 2>(x, y, sizes, max);
    } else {
        poolForward<W, 0>(x, y, sizes, max);
    }
}

// The windows, along one side, that an element lies in: first to last.
struct Windows {
    int first, last;

    DEVICE Windows(int element, int size, int stride, int windows) {
        first = element < size ? 0 : (element - size) / stride + 1;
        last = element / stride < windows ? element / stride : windows - 1;
    }
};

// dx (+)= what each window of an element gives back: no two threads write to one place, windows may overlap.
template <int W, class T>
DEVICE void poolBackward(const T* x, const T* dy, T* dx, const PoolSizes& sizes, bool max, bool accumulate) {
    int channelPacks = sizes.c / W;
    int oh = sizes.oh();
    int ow = sizes.ow();
    float share = max ? 1.0f : 1.0f / (sizes.size * sizes.size);
    long long places = (long long)sizes.n * sizes.h * sizes.w * channelPacks;
    for (Walk at(sizes.h, sizes.w, channelPacks); at.place < places; at.advance()) {
        Windows rows(at.row, sizes.size, sizes.stride, oh);
        Windows columns(at.column, sizes.size, sizes.stride, ow);
        Pack<W> sum = {};
#pragma unroll 1
        for (int row = rows.first; row <= rows.last; row++) {
#pragma unroll 1
            for (int column = columns.first; column <= columns.last; column++) {
                long long output = ((long long)at.image * oh + row) * ow + column;
                Pack<W> gradient = loadPack<W>(dy + output * sizes.c + at.pack * W);
                if (max) {
                    const T* window = x + windowBegin(sizes, at.image, row, column) + at.pack * W;
                    Largest<W> largest = windowLargest<W, 0>(window, sizes);
                    int self = (at.row - row * sizes.stride) * sizes.size + at.column - column * sizes.stride;
#pragma unroll
                    for (int i = 0; i < W; i++) {
                        gradient.at[i] = largest.place[i] == self ? gradient.at[i] : 0;
                    }
                }
                addTo(sum, gradient);
            }
        }
#pragma unroll
        for (float& value : sum.at) {
            value *= share;
        }
        storePack(dx + at.place * W, sum, accumulate);
    }
}

template <class T>
DEVICE void poolBackward(const T* x, const T* dy, T* dx, const PoolSizes& sizes, bool max, bool accumulate) {
    constexpr int W = kPackWidth<T>;
    if (sizes.c % W == 0 && packsFit<W>(x) && packsFit<W>(dy) && packsFit<W>(dx)) {
        poolBackward<W>(x, dy, dx, sizes, max, accumulate);
    } else {
        poolBackward<1>(x, dy, dx, sizes, max, accumulate);
    }
}

#define POOL_KERNELS(T, suffix)                                                                                      \
    extern "C" __global__ void __launch_bounds__(kPoolThreads)                                                       \
        pool_forward_##suffix(const T* x, T* y, int n, int h, int w, int c, int size, int stride, int max) {         \
        poolForward(x, y, PoolSizes{n, h, w, c, size, stride}, max);                                                 \
    }                                                                                                                \
    extern "C" __global__ void __launch_bounds__(kPoolThreads) pool_backward_##suffix(                               \
        const T* x, const T* dy, T* dx, int n, int h, int w, int c, int size, int stride, int max, int accumulate) { \
        poolBackward(x, dy, dx, PoolSizes{n, h, w, c, size, stride}, max, accumulate);                               \
    }
FOR_ACTIVATION_TYPES(POOL_KERNELS)
#undef POOL_KERNELS
