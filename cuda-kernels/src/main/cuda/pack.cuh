#pragma once
#include "bf16.cuh"

// Memory moves fastest in accesses of 16 bytes. A pack is W neighbours in memory, as floats in registers.
template <int W>
struct Pack {
    float at[W];
};

// How many elements of T fill 16 bytes.
template <class T>
constexpr int kPackWidth = 16 / (int)sizeof(T);

// Whether packs of W may be read and written from this address on: at most 16 bytes a time.
template <int W, class T>
DEVICE bool packsFit(const T* address) {
    constexpr int bytes = W * (int)sizeof(T) < 16 ? W * (int)sizeof(T) : 16;
    return (unsigned long long)address % bytes == 0;
}

template <int W>
DEVICE void addTo(Pack<W>& sum, const Pack<W>& pack) {
#pragma unroll
    for (int i = 0; i < W; i++) {
        sum.at[i] += pack.at[i];
    }
}

// The 32-bit words of a pack. Their number is 1, 2 or a multiple of 4.
template <int N>
DEVICE void loadWords(const void* from, unsigned (&words)[N]) {
    if constexpr (N == 1) {
        words[0] = *(const unsigned*)from;
    } else if constexpr (N == 2) {
        uint2 two = *(const uint2*)from;
        words[0] = two.x;
        words[1] = two.y;
    } else {
        static_assert(N % 4 == 0, "a pack fills 4, 8 or a multiple of 16 bytes");
#pragma unroll
        for (int i = 0; i < N; i += 4) {
            uint4 four = ((const uint4*)from)[i / 4];
            words[i] = four.x;
            words[i + 1] = four.y;
            words[i + 2] = four.z;
            words[i + 3] = four.w;
        }
    }
}

// To global memory only. __stwb is an ordinary store, except that the compiler cannot take it apart into words.
template <int N>
DEVICE void storeWords(void* to, const unsigned (&words)[N]) {
    if constexpr (N == 1) {
        *(unsigned*)to = words[0];
    } else if constexpr (N == 2) {
        __stwb((uint2*)to, uint2{words[0], words[1]});
    } else {
        static_assert(N % 4 == 0, "a pack fills 4, 8 or a multiple of 16 bytes");
#pragma unroll
        for (int i = 0; i < N; i += 4) {
            __stwb((uint4*)to + i / 4, uint4{words[i], words[i + 1], words[i + 2], words[i + 3]});
        }
    }
}

// Reads W elements of T, where packsFit<W>(from); any address of T will do for W = 1.
template <int W, class T>
DEVICE Pack<W> loadPack(const T* from) {
    Pack<W> pack;
    if constexpr (W == 1) {
        pack.at[0] = toFloat(*from);
    } else {
        constexpr int perWord = 4 / (int)sizeof(T);
        unsigned words[W / perWord];
        loadWords(from, words);
#pragma unroll
        for (int i = 0; i < W; i++) {
            unsigned word = words[i / perWord];
            if constexpr (perWord == 1) {
                pack.at[i] = bitsToFloat(word);
            } else if constexpr (perWord == 2) {
                pack.at[i] = bitsToFloat(i % 2 == 0 ? word << 16 : word & 0xffff0000u);
            } else {
                pack.at[i] = (float)(word >> 8 * (i % 4) & 0xffu);
            }
        }
    }
    return pack;
}

// Writes W elements of T to global memory, where packsFit<W>(to); any address of T will do for W = 1.
template <class T, int W>
DEVICE void storePack(T* to, const Pack<W>& pack) {
    if constexpr (W == 1) {
        *to = fromFloat<T>(pack.at[0]);
    } else if constexpr (sizeof(T) == 4) {
        unsigned words[W];
#pragma unroll
        for (int i = 0; i < W; i++) {
            words[i] = floatToBits(pack.at[i]);
        }
        storeWords(to, words);
    } else {
        unsigned words[W / 2];
#pragma unroll
        for (int i = 0; i < W / 2; i++) {
            words[i] = bf16Bits(pack.at[2 * i]) | bf16Bits(pack.at[2 * i + 1]) << 16;
        }
        storeWords(to, words);
    }
}

// Writes four floats to shared memory, at a multiple of 16 bytes.
DEVICE void storeSharedPack(float* to, const Pack<4>& pack) {
    *(float4*)to = float4{pack.at[0], pack.at[1], pack.at[2], pack.at[3]};
}

// Writes a pack, or adds it to what is there: in float, rounded once.
template <class T, int W>
DEVICE void storePack(T* to, Pack<W> pack, bool accumulate) {
    if (accumulate) {
        addTo(pack, loadPack<W>(to));
    }
    storePack(to, pack);
}
