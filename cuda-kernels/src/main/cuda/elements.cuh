#pragma once
#include "pack.cuh"

// Elementwise kernels: y[i] = values(i), or y[i] += values(i), by a whole grid.
// values(Width<W>, i) gives the pack of elements i to i + W - 1.

constexpr int kElementThreads = 256;

template <int W>
struct Width {
    static constexpr int value = W;
};

// Several packs a round: all of them are read before the first is written, so that enough bytes are under way.
template <int W, int Round, class D, class Values>
DEVICE void mapPacks(D* y, long long from, long long to, bool accumulate, Values values) {
    long long step = gridThreads() * W;
    long long i = from + gridThread() * W;
    for (; i + (Round - 1) * step < to; i += Round * step) {
        Pack<W> packs[Round];
#pragma unroll
        for (int j = 0; j < Round; j++) {
            packs[j] = values(Width<W>(), i + j * step);
            if (accumulate) {
                addTo(packs[j], loadPack<W>(y + i + j * step));
            }
        }
#pragma unroll
        for (int j = 0; j < Round; j++) {
            storePack(y + i + j * step, packs[j]);
        }
    }
    for (; i < to; i += step) {
        storePack(y + i, values(Width<W>(), i), accumulate);
    }
}

// fits: whether all addresses allow packs of W; if not, one element after the other.
template <int W, class D, class Values>
DEVICE void mapElements(D* y, long long length, bool fits, bool accumulate, Values values) {
    long long packed = fits ? length / W * W : 0;
    mapPacks<W, 2>(y, 0, packed, accumulate, values);
    mapPacks<1, 4>(y, packed, length, accumulate, values);
}
