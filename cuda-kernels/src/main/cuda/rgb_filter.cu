#include "rgb_tile.cuh"

// The gradients of the parameters of the block that rgb.cu computes. The gradient of the full-size convolution is made
// from mask and dy where it is needed and never stored. Each thread has one output channel and sums the gradients of
// its 27 weights and its bias in registers over all tiles of its block.

constexpr int kRgbFilterThreads = 128;

constexpr int kRgbSums = kRgbTaps + 1;  // the weights' and, last, the bias's
constexpr int kRgbQuad = 4;             // neighbouring pooled pixels that a thread takes at a time
constexpr int kRgbQuads = kRgbTileColumns / kRgbQuad;
constexpr int kRgbSumFloats = kRgbSums * kRgbFilterThreads;
constexpr int kRgbFilterFloats = kRgbTileFloats > kRgbSumFloats ? kRgbTileFloats : kRgbSumFloats;

// Gradients of the convolution under a quad: [pooled pixel][place in its window].
struct RgbQuad {
    float dz[kRgbQuad][4];

    // Of `pixels` pooled pixels that exist, k elements apart; the others have none.
    template <class T>
    DEVICE void load(const unsigned char* mask, const T* dy, int pixels, int k, float share) {
        float values[kRgbQuad];
        unsigned bits[kRgbQuad];
#pragma unroll
        for (int p = 0; p < kRgbQuad; p++) {
            values[p] = p < pixels ? share * toFloat(dy[(long long)p * k]) : 0;
            bits[p] = p < pixels ? mask[(long long)p * k] : 0;
        }
#pragma unroll
        for (int p = 0; p < kRgbQuad; p++) {
#pragma unroll
            for (int i = 0; i < 4; i++) {
                dz[p][i] = bits[p] >> i & 1 ? values[p] : 0;
            }
        }
    }
};

// Adds a quad's products with the image under it, one row of the image after the other.
DEVICE void addQuad(const RgbQuad& quad, const float* image, float (&sums)[kRgbSums]) {
    constexpr int run = 8 * kRgbQuad;  // floats of a row, in whole packs
    static_assert((2 * kRgbQuad + 2) * kRgb <= run, "a row of the image under a quad fits its packs");
#pragma unroll
    for (int row = 0; row < 4; row++) {
        Pack<run> x = loadPack<run>(image + row * kRgbTileRow);
#pragma unroll
        for (int i = 0; i < 4 * kRgbQuad; i++) {
            int place = i % 4;
            int windowRow = row - place / 2;
            if (windowRow >= 0 && windowRow < 3) {
#pragma unroll
                for (int t = 0; t < kRgbRun; t++) {
                    sums[windowRow * kRgbRun + t] += quad.dz[i / 4][place] * x.at[(i / 4 * 2 + place % 2) * kRgb + t];
                }
            }
        }
    }
#pragma unroll
    for (int i = 0; i < 4 * kRgbQuad; i++) {
        sums[kRgbTaps] += quad.dz[i / 4][i % 4];
    }
}

// Sums the threads' sums of each channel in the threads' order, and writes them.
DEVICE void storeRgbSums(const float (&sums)[kRgbSums], float* shared, int lanes, int from, int k, float* partials) {
#pragma unroll
    for (int i = 0; i < kRgbSums; i++) {
        shared[i * kRgbFilterThreads + threadIdx.x] = sums[i];
    }
    __syncthreads();
    for (int i = threadIdx.x; i < kRgbSums * lanes; i += kRgbFilterThreads) {
        int channel = from + i % lanes;
        int which = i / lanes;
        const float* terms = shared + which * kRgbFilterThreads + i % lanes;
        float sum = 0;
        for (int thread = 0; thread < kRgbFilterThreads; thread += lanes) {
            sum += terms[thread];
        }
        if (channel < k) {
            partials[which < kRgbTaps ? channel * kRgbTaps + which : k * kRgbTaps + channel] = sum;
        }
    }
    __syncthreads();
}

// The block's threads stand in teams of 8, 16 or 32: a team's threads have one channel each and work on the same quads.
template <class T>
DEVICE void rgbFilterSums(const T* x, const unsigned char* mask, const T* dy, float* partials, const RgbShape& shape,
                          int k, bool max) {
    SHARED(uint4[kRgbFilterFloats / 4], shared);
    float* image = (float*)shared;
    int lanes;
    for (int from = 0; from < k; from += lanes) {
        int shift = k - from <= 8 ? 3 : k - from <= 16 ? 4 : 5;
        lanes = 1 << shift;
        int team = threadIdx.x >> shift;
        int channel = from + (threadIdx.x & (lanes - 1));
        float sums[kRgbSums] = {};
        for (int i = blockIdx.x; i < shape.tiles(); i += gridDim.x) {
            RgbTile tile = shape.tile(i);
            loadRgbTile<kRgbFilterThreads>(x, shape, tile, image);
            __syncthreads();
            for (int place = team; place < kRgbTileRows * kRgbQuads; place += kRgbFilterThreads >> shift) {
                int row = place / kRgbQuads;
                int column = place % kRgbQuads * kRgbQuad;
                int pixels = shape.columns() - tile.column - column;
                if (channel < k && tile.row + row < shape.rows() && pixels > 0) {
                    long long at = shape.pixel(tile, row, column) * k + channel;
                    RgbQuad quad;
                    quad.load(mask + at, dy + at, pixels, k, max ? 1 : 0.25f);
                    addQuad(quad, image + 2 * row * kRgbTileRow + 2 * column * kRgb, sums);
                }
            }
            __syncthreads();
        }
        storeRgbSums(sums, image, lanes, from, k, partials + (long long)blockIdx.x * kRgbSums * k);
    }
}

// Launch: kRgbFilterThreads, no dynamic shared memory, a block for each tile of 8 x 16 pooled pixels up to 6 blocks a
// multiprocessor; partials holds 28 k floats a block.
#define RGB_FILTER(T, suffix)                                                                                       \
    extern "C" __global__ void __launch_bounds__(kRgbFilterThreads, 6) rgb_block_filter_sums_##suffix(              \
        const T* __restrict__ x, const unsigned char* __restrict__ mask, const T* __restrict__ dy, float* partials, \
        int n, int h, int w, int k, int padH, int padW, int max) {                                                  \
        rgbFilterSums(x, mask, dy, partials, RgbShape{n, h, w, padH, padW}, k, max != 0);                           \
    }

RGB_FILTER(float, f32)
RGB_FILTER(bf16, bf16)
