#pragma once
#include "elements.cuh"
#include "philox.cuh"

// What changes from step to step lies in device memory, so that a captured graph can be replayed.
struct DropoutNumbers {
    float probability;
    float scale;
    unsigned seedLow, seedHigh;
    unsigned offsetLow, offsetHigh;  // a multiple of 4 together
};

// y (+)= scale * x where the uniform number of the element's place is at least the probability, else 0.
// Launch: as the elementwise kernels. x and y may be the same buffer.
template <class T>
DEVICE void dropout(const T* x, T* y, long long length, const DropoutNumbers* numbers, bool accumulate) {
    constexpr int W = kPackWidth<T>;
    static_assert(W % 4 == 0, "a pack takes whole groups of four Philox words");
    float probability = numbers->probability;
    float scale = numbers->scale;
    unsigned long long seed = (unsigned long long)numbers->seedHigh << 32 | numbers->seedLow;
    unsigned long long offset = (unsigned long long)numbers->offsetHigh << 32 | numbers->offsetLow;
    mapElements<W>(y, length, packsFit<W>(x) && packsFit<W>(y), accumulate, [=](auto width, long long i) {
        constexpr int V = decltype(width)::value;
        Pack<V> pack = loadPack<V>(x + i);
        if constexpr (V == 1) {
            // The word that this place takes is chosen without an index, which would put the words into memory.
            PhiloxWords words = philox(seed, (offset + i) / 4);
            unsigned half0 = i & 1 ? words.at[1] : words.at[0];
            unsigned half1 = i & 1 ? words.at[3] : words.at[2];
            bool kept = philoxUniform(i & 2 ? half1 : half0) >= probability;
            pack.at[0] = kept ? pack.at[0] * scale : 0;
        } else {
#pragma unroll
            for (int group = 0; group < V; group += 4) {
                PhiloxWords words = philox(seed, (offset + i + group) / 4);
#pragma unroll
                for (int j = 0; j < 4; j++) {
                    bool kept = philoxUniform(words.at[j]) >= probability;
                    pack.at[group + j] = kept ? pack.at[group + j] * scale : 0;
                }
            }
        }
        return pack;
    });
}

#define DROPOUT_KERNEL(T, suffix)                                                                             \
    extern "C" __global__ void __launch_bounds__(kElementThreads)                                             \
        dropout_##suffix(const T* x, T* y, long long length, const DropoutNumbers* numbers, int accumulate) { \
        dropout(x, y, length, numbers, accumulate);                                                           \
    }
FOR_ACTIVATION_TYPES(DROPOUT_KERNEL)
#undef DROPOUT_KERNEL
