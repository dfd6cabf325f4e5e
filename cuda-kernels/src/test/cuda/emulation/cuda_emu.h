#pragma once
// The part of CUDA C++ that the kernels use, on the CPU, so that they run in unit tests without a GPU.
//
// Blocks run one after the other, and so do the threads of a block: each warp as far as it can, then the next, forwards
// or, with EMU_REVERSE=1 in the environment, backwards. What a missing barrier lets go wrong goes wrong in one of the
// two orders. A thread that waits at a barrier keeps its stack (a fiber); one that never waits costs no switch. Not
// emulated: the memory model, tensor cores, inline PTX. Barriers are stricter than on a GPU: all threads must come.

#include "cuda_language.h"
#include "fibers.h"

namespace emulation {

// Runs a kernel: launch(grid, block, bytes of dynamic shared memory, kernel, its arguments).
template <class... Parameters, class... Arguments>
void launch(dim3 grid, dim3 block, size_t sharedBytes, void (*kernel)(Parameters...), Arguments... arguments) {
    runGrid(grid, block, sharedBytes, [&] { kernel(arguments...); });
}

}  // namespace emulation
