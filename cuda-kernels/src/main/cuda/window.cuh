#pragma once
#include "pack.cuh"

// ReLU with 2x2 pooling of one window, and the mask that its backward pass needs: a byte for each pooled element, whose
// bits 0 to 3 stand for the window's elements (0,0), (0,1), (1,0), (1,1). A bit is set where a gradient flows back.

// One byte for each element of a pack.
template <int W>
struct MaskBytes {
    unsigned at[W];
};

template <int W>
DEVICE MaskBytes<W> loadMask(const unsigned char* from) {
    MaskBytes<W> mask;
    if constexpr (W == 1) {
        mask.at[0] = *from;
    } else {
        unsigned words[W / 4];
        loadWords(from, words);
#pragma unroll
        for (int i = 0; i < W; i++) {
            mask.at[i] = words[i / 4] >> 8 * (i % 4) & 0xffu;
        }
    }
    return mask;
}

template <int W>
DEVICE void storeMask(unsigned char* to, const MaskBytes<W>& mask) {
    if constexpr (W == 1) {
        *to = (unsigned char)mask.at[0];
    } else {
        unsigned words[W / 4] = {};
#pragma unroll
        for (int i = 0; i < W; i++) {
            words[i / 4] |= mask.at[i] << 8 * (i % 4);
        }
        storeWords(to, words);
    }
}

// ReLU and pooling of one window's four elements. A NaN makes the result NaN and is not above zero.
DEVICE float averageOfWindow(const float (&z)[4], unsigned& bits) {
    float positive[4];
    bits = 0;
#pragma unroll
    for (int i = 0; i < 4; i++) {
        positive[i] = z[i] <= 0 ? 0 : z[i];
        bits |= z[i] > 0 ? 1u << i : 0u;
    }
    return 0.25f * (positive[0] + positive[1] + (positive[2] + positive[3]));
}

DEVICE float largestOfWindow(const float (&z)[4], unsigned& bits) {
    float largest = z[0];
    bits = 1;
#pragma unroll
    for (int i = 1; i < 4; i++) {
        bool larger = z[i] > largest || z[i] != z[i];
        bits = larger ? 1u << i : bits;
        largest = larger ? z[i] : largest;
    }
    bits = largest > 0 ? bits : 0;
    return largest <= 0 ? 0 : largest;
}
