#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "device.cuh"

// The emulation itself: what it must stop at, and what a missing barrier must look like.

// Whether the kernel, run in a process of its own, is stopped by the emulation.
template <class Kernel>
bool stops(int block, Kernel kernel) {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        fclose(stderr);
        emulation::launch(1, block, 0, kernel, block);
        _exit(0);
    }
    int status;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

__global__ void everyThreadAtTheBarrier(int) {
    __syncthreads();
}

__global__ void oneThreadTooFewAtTheBarrier(int threads) {
    if ((int)threadIdx.x < threads - 1) {
        __syncthreads();
    }
}

__global__ void halfAWarpInTheShuffle(int) {
    if (threadIdx.x < 16) {
        __shfl_xor_sync(~0u, 1, 1);
    }
}

__global__ void halfAWarpAtAnotherBarrier(int) {
    if (threadIdx.x < 16) {
        __syncwarp();
    } else {
        __syncthreads();
    }
}

__global__ void globalStoreToSharedMemory(int) {
    SHARED(uint2, pair);
    __stwb(&pair, uint2{1, 2});
}

void testStops() {
    check::begin("what the emulation stops at");
    if (stops(64, everyThreadAtTheBarrier)) {
        check::fail("a kernel without fault");
    }
    if (!stops(64, oneThreadTooFewAtTheBarrier)) {
        check::fail("a block barrier that one thread does not come to");
    }
    if (!stops(32, halfAWarpInTheShuffle) || !stops(32, halfAWarpAtAnotherBarrier)) {
        check::fail("a warp whose lanes part");
    }
    if (!stops(32, globalStoreToSharedMemory)) {
        check::fail("a global store to shared memory");
    }
}

// y[i] = x of the thread on the other side of the block, through shared memory.
template <bool Barrier>
__global__ void mirror(const int* x, int* y) {
    SHARED(int[64], values);
    values[threadIdx.x] = x[blockIdx.x * 64 + threadIdx.x];
    if (Barrier) {
        __syncthreads();
    }
    y[blockIdx.x * 64 + threadIdx.x] = values[63 - threadIdx.x];
}

// Without the barrier half of the threads read too early, in both orders: not even an earlier block's values.
void testBarriers() {
    constexpr int count = 2 * 64;
    check::Buffer<int> x(count), right(count), wrong(count);
    std::vector<double> expected(count), early(count);
    bool reverse = getenv("EMU_REVERSE") != nullptr;
    for (int i = 0; i < count; i++) {
        x[i] = i;
        expected[i] = i / 64 * 64 + 63 - i % 64;
        early[i] = reverse == (i % 64 < 32) ? expected[i] : -1;
    }
    check::begin("a barrier");
    emulation::launch(2, 64, 0, mirror<true>, x.data(), right.data());
    check::equal("y", right, expected);
    check::begin("a missing barrier");
    emulation::launch(2, 64, 0, mirror<false>, x.data(), wrong.data());
    check::equal("y", wrong, early);
}

__global__ void mirrorDynamic(const int* x, int* y) {
    DYNAMIC_SHARED(int, values);
    values[threadIdx.x] = x[threadIdx.x];
    __syncthreads();
    y[threadIdx.x] = values[blockDim.x - 1 - threadIdx.x];
}

void testDynamicSharedMemory() {
    check::begin("dynamic shared memory");
    constexpr int count = 40;
    check::Buffer<int> x(count), y(count);
    std::vector<double> expected(count);
    for (int i = 0; i < count; i++) {
        x[i] = i;
        expected[i] = count - 1 - i;
    }
    emulation::launch(1, count, count * sizeof(int), mirrorDynamic, x.data(), y.data());
    check::equal("y", y, expected);
}

__global__ void shuffles(int* y) {
    int lane = (int)threadIdx.x;
    y[lane] = __shfl_sync(~0u, lane, 5);
    y[32 + lane] = __shfl_xor_sync(~0u, lane, 9);
    y[64 + lane] = __shfl_down_sync(~0u, lane, 4);
}

void testShuffles() {
    check::begin("shuffles");
    check::Buffer<int> y(96);
    emulation::launch(1, 32, 0, shuffles, y.data());
    std::vector<double> expected(96);
    for (int lane = 0; lane < 32; lane++) {
        expected[lane] = 5;
        expected[32 + lane] = lane ^ 9;
        expected[64 + lane] = lane + 4 < 32 ? lane + 4 : lane;
    }
    check::equal("y", y, expected);
}

int main() {
    testStops();
    testBarriers();
    testDynamicSharedMemory();
    testShuffles();
    return check::report("emulation");
}
