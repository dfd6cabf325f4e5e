#pragma once
#include "device.cuh"

// Sums and maxima over a warp or a block, always in the same order, so that the bits are equal from run to run.

constexpr unsigned kWholeWarp = 0xffffffffu;

// The sum over a warp, in every lane.
template <class T>
DEVICE T warpSum(T value) {
#pragma unroll
    for (int offset = 16; offset > 0; offset /= 2) {
        value += __shfl_xor_sync(kWholeWarp, value, offset);
    }
    return value;
}

// The largest of a warp, in every lane.
DEVICE float warpMax(float value) {
#pragma unroll
    for (int offset = 16; offset > 0; offset /= 2) {
        value = fmaxf(value, __shfl_xor_sync(kWholeWarp, value, offset));
    }
    return value;
}

// The sum over a block of Threads threads, in every thread of the first warp. Once a kernel: its shared memory is not
// guarded against a second call.
template <int Threads, class T>
DEVICE T blockSum(T value) {
    constexpr int warps = Threads / 32;
    static_assert(Threads % 32 == 0 && warps <= 32, "a block is 1 to 32 whole warps");
    SHARED(T[warps], warpSums);
    int lane = threadIdx.x % 32;
    value = warpSum(value);
    if (lane == 0) {
        warpSums[threadIdx.x / 32] = value;
    }
    __syncthreads();
    return warpSum(lane < warps ? warpSums[lane] : T(0));
}
