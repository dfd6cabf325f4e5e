#pragma once
#include "elements.cuh"

// Launch of all kernels here: kElementThreads threads a block, no dynamic shared memory, a thread for one to eight
// packs of 16 bytes; a grid of min(length / (4 * kElementThreads) + 1, 16 blocks for each multiprocessor) is enough.
// x and y may be the same buffer.

// y = max(x, 0); a NaN stays one.
template <class T>
DEVICE void reluForward(const T* x, T* y, long long length) {
    constexpr int W = kPackWidth<T>;
    mapElements<W>(y, length, packsFit<W>(x) && packsFit<W>(y), false, [=](auto width, long long i) {
        auto pack = loadPack<decltype(width)::value>(x + i);
#pragma unroll
        for (float& value : pack.at) {
            value = value <= 0 ? 0 : value;
        }
        return pack;
    });
}

// dx (+)= dy where y > 0.
template <class T>
DEVICE void reluBackward(const T* y, const T* dy, T* dx, long long length, bool accumulate) {
    constexpr int W = kPackWidth<T>;
    bool fits = packsFit<W>(y) && packsFit<W>(dy) && packsFit<W>(dx);
    mapElements<W>(dx, length, fits, accumulate, [=](auto width, long long i) {
        constexpr int V = decltype(width)::value;
        Pack<V> forward = loadPack<V>(y + i);
        Pack<V> pack = loadPack<V>(dy + i);
#pragma unroll
        for (int j = 0; j < V; j++) {
            pack.at[j] = forward.at[j] > 0 ? pack.at[j] : 0;
        }
        return pack;
    });
}

// y (+)= scale * x + shift.
template <class T>
DEVICE void affine(const T* x, T* y, long long length, float scale, float shift, bool accumulate) {
    constexpr int W = kPackWidth<T>;
    mapElements<W>(y, length, packsFit<W>(x) && packsFit<W>(y), accumulate, [=](auto width, long long i) {
        auto pack = loadPack<decltype(width)::value>(x + i);
#pragma unroll
        for (float& value : pack.at) {
            value = scale * value + shift;
        }
        return pack;
    });
}

// The quotient x / 255 with the bits of a division, for every byte x: a product, and what it leaves of x made good.
DEVICE float over255(float x) {
    constexpr float reciprocal = 1.0f / 255.0f;
    float quotient = x * reciprocal;
    return fmaf(fmaf(-255.0f, quotient, x), reciprocal, quotient);
}

// y = x / 255: the bits that the other backends get.
template <class T>
DEVICE void bytesTo(const unsigned char* x, T* y, long long length) {
    constexpr int W = kPackWidth<T>;
    mapElements<W>(y, length, packsFit<W>(x) && packsFit<W>(y), false, [=](auto width, long long i) {
        auto pack = loadPack<decltype(width)::value>(x + i);
#pragma unroll
        for (float& value : pack.at) {
            value = over255(value);
        }
        return pack;
    });
}

// y (+)= x, from one type to another. Packs are as wide as the wider type allows.
template <class S, class D>
DEVICE void cast(const S* x, D* y, long long length, bool accumulate) {
    constexpr int W = kPackWidth<S> < kPackWidth<D> ? kPackWidth<S> : kPackWidth<D>;
    mapElements<W>(y, length, packsFit<W>(x) && packsFit<W>(y), accumulate,
                   [=](auto width, long long i) { return loadPack<decltype(width)::value>(x + i); });
}

template <class T>
DEVICE void fill(T* y, long long length, float value) {
    constexpr int W = kPackWidth<T>;
    mapElements<W>(y, length, packsFit<W>(y), false, [=](auto width, long long) {
        Pack<decltype(width)::value> pack;
#pragma unroll
        for (float& element : pack.at) {
            element = value;
        }
        return pack;
    });
}

#define ELEMENTWISE_KERNELS(T, suffix)                                                                                 \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                                      \
        relu_forward_##suffix(const T* x, T* y, long long length) {                                                    \
        reluForward(x, y, length);                                                                                     \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                                      \
        relu_backward_##suffix(const T* y, const T* dy, T* dx, long long length, int accumulate) {                     \
        reluBackward(y, dy, dx, length, accumulate);                                                                   \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                                      \
        affine_##suffix(const T* x, T* y, long long length, float scale, float shift, int accumulate) {                \
        affine(x, y, length, scale, shift, accumulate);                                                                \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                                      \
        bytes_to_##suffix(const unsigned char* x, T* y, long long length) {                                            \
        bytesTo(x, y, length);                                                                                         \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                                      \
        cast_f32_##suffix(const float* x, T* y, long long length, int accumulate) {                                    \
        cast(x, y, length, accumulate);                                                                                \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                                      \
        cast_bf16_##suffix(const bf16* x, T* y, long long length, int accumulate) {                                    \
        cast(x, y, length, accumulate);                                                                                \
    }                                                                                                                  \
    extern "C" __global__ void __launch_bounds__(kElementThreads) fill_##suffix(T* y, long long length, float value) { \
        fill(y, length, value);                                                                                        \
    }
FOR_ACTIVATION_TYPES(ELEMENTWISE_KERNELS)
#undef ELEMENTWISE_KERNELS
