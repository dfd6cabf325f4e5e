#include "optimizers.cuh"

#include "reduce.cuh"

// One step of an optimizer over a flat run of parameters, and the norm of a run of gradients.

constexpr int kOptimizerThreads = 256;
constexpr int kSquareSumsThreads = 256;
constexpr int kSumDoublesThreads = 256;

// Steps all weights in one pass over memory, four at a time where every address allows it.
template <class Rule>
DEVICE void stepAll(const Rule& rule, const float* g, long long length) {
    long long packed = rule.packed() && packsFit<4>(g) ? length / 4 * 4 : 0;
    for (long long i = 4 * gridThread(); i < packed; i += 4 * gridThreads()) {
        rule.step(i, 0, {loadPack<4>(g + i)});
    }
    for (long long i = packed + gridThread(); i < length; i += gridThreads()) {
        rule.step(i, 0, {loadPack<1>(g + i)});
    }
}

// Launch: kOptimizerThreads, no dynamic shared memory, a thread for every four weights up to 8 blocks a multiprocessor.
extern "C" __global__ void __launch_bounds__(kOptimizerThreads)
    adamw(float* w, const float* __restrict__ g, float* m, float* v, long long length, const AdamWNumbers* numbers) {
    stepAll(AdamW{w, m, v, *numbers}, g, length);
}

// Launch: as adamw.
extern "C" __global__ void __launch_bounds__(kOptimizerThreads)
    sgd(float* w, const float* __restrict__ g, float* velocity, long long length, const SgdNumbers* numbers) {
    stepAll(Sgd{w, velocity, *numbers}, g, length);
}

// Each block's sum of squares, in double precision: there the square of a float neither overflows nor vanishes.
// Launch: kSquareSumsThreads, no dynamic shared memory, a thread for every four floats up to 4 blocks a multiprocessor;
// partials holds a double a block.
extern "C" __global__ void __launch_bounds__(kSquareSumsThreads)
    square_sums(const float* __restrict__ g, double* partials, long long length) {
    long long packed = packsFit<4>(g) ? length / 4 * 4 : 0;
    double sum = 0;
    for (long long i = 4 * gridThread(); i < packed; i += 4 * gridThreads()) {
        Pack<4> values = loadPack<4>(g + i);
#pragma unroll
        for (int j = 0; j < 4; j++) {
            sum += (double)values.at[j] * values.at[j];
        }
    }
    for (long long i = packed + gridThread(); i < length; i += gridThreads()) {
        sum += (double)g[i] * g[i];
    }
    sum = blockSum<kSquareSumsThreads>(sum);
    if (threadIdx.x == 0) {
        partials[blockIdx.x] = sum;
    }
}

// Launch: one block of kSumDoublesThreads, no dynamic shared memory.
extern "C" __global__ void __launch_bounds__(kSumDoublesThreads) sum_doubles(const double* x, double* y, int length) {
    double sum = 0;
    for (int i = threadIdx.x; i < length; i += kSumDoublesThreads) {
        sum += x[i];
    }
    sum = blockSum<kSumDoublesThreads>(sum);
    if (threadIdx.x == 0) {
        y[0] = sum;
    }
}
