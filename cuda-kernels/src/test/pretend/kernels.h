#pragma once
// Menny's kernels, by name, as functions of the emulation.

#include "device.h"

namespace pretend {

struct LaunchShape {
    unsigned grid[3];
    unsigned block[3];
    unsigned sharedBytes;
};

// A kernel with its arguments, which were copied from the caller.
struct BoundKernel {
    std::vector<Range> pointers;  // of size 0
    std::function<void()> thread;
};

struct Kernel {
    std::string name;
    std::function<BoundKernel(void** arguments)> bind;
};

const std::vector<Kernel>& allKernels();

void run(const LaunchShape& shape, const std::function<void()>& thread);

}  // namespace pretend
