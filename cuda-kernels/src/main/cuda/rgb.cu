#include "rgb_tile.cuh"
#include "window.cuh"

// The first block of a network: 3x3 convolution of RGB images, bias, ReLU and 2x2 pooling in one. Three input channels
// are too few for tensor cores and matrix products; here the image goes through memory once and the full-size
// convolution never does.

constexpr int kRgbForwardThreads = kRgbTileRows * kRgbTileColumns;  // one thread for each pooled pixel of a tile

constexpr int kRgbGroup = 8;      // output channels that a thread makes at a time
constexpr int kRgbChannels = 64;  // output channels whose weights are in shared memory at a time

// Weights and biases of the channels from `from` on, channel by channel for each tap; 0 beyond the last one.
struct RgbWeights {
    float* taps;  // [27][kRgbChannels]
    float* bias;  // [kRgbChannels]

    DEVICE void load(const float* w, const float* b, int from, int k) const {
        for (int i = threadIdx.x; i < kRgbTaps * kRgbChannels; i += kRgbForwardThreads) {
            int channel = from + i % kRgbChannels;
            taps[i] = channel < k ? w[(long long)channel * kRgbTaps + i / kRgbChannels] : 0;
        }
        for (int i = threadIdx.x; i < kRgbChannels; i += kRgbForwardThreads) {
            bias[i] = from + i < k ? b[from + i] : 0;
        }
    }
};

// The four convolutions under a pooled pixel, in kRgbGroup channels, from the image's 4 x 4 pixels under them.
DEVICE void convolveWindow(const float (&image)[4][4 * kRgb], const RgbWeights& weights, int channel,
                           Pack<kRgbGroup> (&z)[4]) {
    Pack<kRgbGroup> bias = loadPack<kRgbGroup>(weights.bias + channel);
#pragma unroll
    for (int i = 0; i < 4; i++) {
        z[i] = bias;
    }
#pragma unroll
    for (int tap = 0; tap < kRgbTaps; tap++) {
        Pack<kRgbGroup> w = loadPack<kRgbGroup>(weights.taps + tap * kRgbChannels + channel);
        int row = tap / kRgbRun;
        int at = tap % kRgbRun;
#pragma unroll
        for (int i = 0; i < 4; i++) {
            float x = image[i / 2 + row][i % 2 * kRgb + at];
#pragma unroll
            for (int c = 0; c < kRgbGroup; c++) {
                z[i].at[c] += x * w.at[c];
            }
        }
    }
}

template <class Pool>
DEVICE void poolGroup(const Pack<kRgbGroup> (&z)[4], Pack<kRgbGroup>& pooled, MaskBytes<kRgbGroup>& bytes, Pool pool) {
#pragma unroll
    for (int c = 0; c < kRgbGroup; c++) {
        float window[4] = {z[0].at[c], z[1].at[c], z[2].at[c], z[3].at[c]};
        pooled.at[c] = pool(window, bytes.at[c]);
    }
}

// Pools and writes up to kRgbGroup channels of a pixel.
template <class T>
DEVICE void storePooled(const Pack<kRgbGroup> (&z)[4], bool max, bool packed, int channels, T* y, unsigned char* mask) {
    Pack<kRgbGroup> pooled;
    MaskBytes<kRgbGroup> bytes;
    if (max) {
        poolGroup(z, pooled, bytes, largestOfWindow);
    } else {
        poolGroup(z, pooled, bytes, averageOfWindow);
    }
    if (packed) {
        storePack(y, pooled);
        if (mask != nullptr) {
            storeMask(mask, bytes);
        }
        return;
    }
#pragma unroll
    for (int c = 0; c < kRgbGroup; c++) {
        if (c < channels) {
            y[c] = fromFloat<T>(pooled.at[c]);
            if (mask != nullptr) {
                mask[c] = (unsigned char)bytes.at[c];
            }
        }
    }
}

// All channels from `from` to `to` of the thread's pooled pixel, whose image pixels begin at `image`.
template <class T>
DEVICE void makePixel(const float* image, const RgbWeights& weights, int from, int to, bool max, bool packed, T* y,
                      unsigned char* mask) {
    float x[4][4 * kRgb];
#pragma unroll
    for (int row = 0; row < 4; row++) {
#pragma unroll
        for (int i = 0; i < 4 * kRgb; i += 2) {
            Pack<2> pair = loadPack<2>(image + row * kRgbTileRow + i);
            x[row][i] = pair.at[0];
            x[row][i + 1] = pair.at[1];
        }
    }
    for (int channel = from; channel < to; channel += kRgbGroup) {
        Pack<kRgbGroup> z[4];
        convolveWindow(x, weights, channel - from, z);
        storePooled(z, max, packed, to - channel, y + channel, mask == nullptr ? nullptr : mask + channel);
    }
}

template <class T>
DEVICE void rgbForward(const T* x, const float* w, const float* b, T* y, unsigned char* mask, const RgbShape& shape,
                       int k, bool max) {
    SHARED(uint4[kRgbTileFloats / 4], tileShared);
    SHARED(uint4[kRgbTaps * kRgbChannels / 4], tapsShared);
    SHARED(uint4[kRgbChannels / 4], biasShared);
    float* image = (float*)tileShared;
    RgbWeights weights{(float*)tapsShared, (float*)biasShared};
    bool packed = k % kRgbGroup == 0 && packsFit<kRgbGroup>(y) && packsFit<kRgbGroup>(mask);
    int row = threadIdx.x / kRgbTileColumns;
    int column = threadIdx.x % kRgbTileColumns;
    for (int from = 0; from < k; from += kRgbChannels) {
        weights.load(w, b, from, k);
        for (int i = blockIdx.x; i < shape.tiles(); i += gridDim.x) {
            RgbTile tile = shape.tile(i);
            loadRgbTile<kRgbForwardThreads>(x, shape, tile, image);
            __syncthreads();
            if (tile.row + row < shape.rows() && tile.column + column < shape.columns()) {
                long long at = shape.pixel(tile, row, column) * k;
                makePixel(image + 2 * row * kRgbTileRow + 2 * column * kRgb, weights, from, min(k, from + kRgbChannels),
                          max, packed, y + at, mask == nullptr ? nullptr : mask + at);
            }
            __syncthreads();
        }
    }
}

// Launch: kRgbForwardThreads, no dynamic shared memory, a block for each tile of 8 x 16 pooled pixels up to 5 blocks a
// multiprocessor.
#define RGB_FORWARD(T, suffix)                                                                            \
    extern "C" __global__ void __launch_bounds__(kRgbForwardThreads, 5) rgb_block_forward_##suffix(       \
        const T* __restrict__ x, const float* __restrict__ weights, const float* __restrict__ bias, T* y, \
        unsigned char* mask, int n, int h, int w, int k, int padH, int padW, int max) {                   \
        rgbForward(x, weights, bias, y, mask, RgbShape{n, h, w, padH, padW}, k, max != 0);                \
    }

RGB_FORWARD(float, f32)
RGB_FORWARD(bf16, bf16)
