#pragma once
// The pretend GPU: CUDA's three libraries for tests on machines without a GPU. Device memory is the CPU's, kernels run
// in the emulation, cuBLAS and cuDNN are plain loops. It is as strict as CUDA's documentation, stricter than most GPUs:
// fresh memory is NaN, every allocation has guard zones, and asynchronous work is done as late as CUDA allows, when
// something waits for it. Whatever the host does wrong is complained of on standard error and counted.
//
// Environment: PRETEND_COMPUTE (compute capability, 9.0), PRETEND_MEMORY (bytes, 8 GiB), PRETEND_DRIVER (CUDA version
// of the driver, 13000), PRETEND_EAGER (any value: asynchronous work is done at once).
//
// This header is what libcuda.so.1 offers to the other libraries.

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "cuda_types.h"

namespace pretend {

struct Range {
    const void* begin;
    size_t bytes;
};

// Something for a stream to do. The memory that it touches must be alive when it is given and when it is done.
struct Work {
    std::string name;
    std::vector<Range> memory;
    std::function<void()> run;
};

struct ComputeCapability {
    int major;
    int minor;
};

// One lock for the whole device: every call of the three libraries holds it.
std::recursive_mutex& deviceMutex();

bool contextIsCurrent();
ComputeCapability computeCapability();

// Whether the memory lies inside one live allocation of device memory, or of pinned host memory, which kernels reach
// too.
bool reachable(Range range);

// Hands work to a stream, which does it later, at once, or, while it captures, records it.
CUresult submit(CUstream stream, Work work);

// For calls that wait for the stream: does all of its work, or breaks its capture and returns the error.
CUresult synchronize(CUstream stream);

// Prints one line and counts it.
void complain(const char* format, ...) __attribute__((format(printf, 1, 2)));

struct Counters {
    long long kernelLaunches, graphLaunches, captures, libraryCalls, complaints;
};
Counters& counters();

}  // namespace pretend
