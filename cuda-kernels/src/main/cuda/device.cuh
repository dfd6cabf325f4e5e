#pragma once
// What the kernels need of their compiler: nvcc, or a C++ compiler that runs them in the unit tests' emulation.

#ifdef __CUDACC__

template <class T>
struct SharedType {
    using type = T;
};

// SHARED(float[32][33], tile): a variable that the threads of a block share.
#define SHARED(type_, name) __shared__ typename SharedType<type_>::type name

// DYNAMIC_SHARED(float, row): the shared memory whose size the launch gives. One type and name a kernel.
#define DYNAMIC_SHARED(type_, name)                          \
    extern __shared__ __align__(16) unsigned char shared_[]; \
    type_* name = reinterpret_cast<type_*>(shared_)

#else
#include "cuda_emu.h"
#endif

#define DEVICE __device__ __forceinline__

// The whole grid as one row of threads, whose places and number may exceed 2^31 together.
DEVICE long long gridThread() {
    return (long long)blockIdx.x * blockDim.x + threadIdx.x;
}

DEVICE long long gridThreads() {
    return (long long)gridDim.x * blockDim.x;
}
