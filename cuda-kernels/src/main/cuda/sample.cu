#pragma once
#include "bf16.cuh"

// Batches of pictures that lie on the device, each cut, mirrored, turned, resized and coloured in one go, as
// dev.menny.backend.Kernels.sample defines it.
// Launch: kSampleThreads threads a block, no dynamic shared memory, a thread for one or more pixels of one image; a
// grid of min(h * w / kSampleThreads + 1, 16 blocks for each multiprocessor) by min(n, 65535) is enough.

constexpr int kSampleThreads = 256;

// As dev.menny.backend.Placement. Limits and positions are in 2^-16, steps in 2^-28.
struct Placement {
    int start, height, width;
    int top, left, rows, columns;
    int down, across;
    int firstRow, lastRow, firstColumn, lastColumn;
    int y, x;
    int yDown, yAcross, xDown, xAcross;
    int minY, maxY, minX, maxX;
};
static_assert(sizeof(Placement) == 23 * sizeof(int), "a placement is 23 integers");

constexpr int kPictureAlignment = 16;
constexpr int kPositionBits = 16;
constexpr int kStepBits = 28;
// What products of the two have.
constexpr int kFractionBits = kPositionBits + kStepBits;
constexpr int kWeightBits = 24;

DEVICE long long held(long long value, long long least, long long most) {
    return value < least ? least : value > most ? most : value;
}

// A row or column of samples, within its limits.
DEVICE int heldSample(int sample, int first, int last) {
    return (int)held(sample * (1ll << kPositionBits), first, last);
}

// A position as a sum of products of samples and steps has it.
DEVICE long long finely(int position) {
    return position * (1ll << kStepBits);
}

DEVICE long long heldPosition(long long position, int min, int max) {
    return held(position, finely(min), finely(max));
}

// How far a position lies behind its pixel, with as many bits as a float has.
DEVICE float fractionOf(long long position) {
    unsigned bits = (unsigned)(position >> (kFractionBits - kWeightBits)) & ((1u << kWeightBits) - 1);
    return (float)bits * (1.0f / (1 << kWeightBits));
}

// Adds what lies at a position between four pixels.
template <int C>
DEVICE void addSample(const unsigned char* picture, const Placement& place, long long y, long long x,
                      float (&sums)[C]) {
    int upper = (int)(y >> kFractionBits);
    int left = (int)(x >> kFractionBits);
    float below = fractionOf(y);
    float right = fractionOf(x);
    const unsigned char* at = picture + ((long long)upper * place.width + left) * C;
    int stepDown = upper + 1 < place.height ? place.width * C : 0;
    int stepRight = left + 1 < place.width ? C : 0;
#pragma unroll
    for (int c = 0; c < C; c++) {
        float upperLeft = at[c];
        float lowerLeft = at[stepDown + c];
        float above = upperLeft + ((float)at[stepRight + c] - upperLeft) * right;
        float under = lowerLeft + ((float)at[stepDown + stepRight + c] - lowerLeft) * right;
        sums[c] += above + (under - above) * below;
    }
}

// The mean of a pixel's samples, in [0, 1]. Row and column count from the part of the image that the picture fills.
template <int C>
DEVICE void sampledPixel(const unsigned char* picture, const Placement& place, int row, int column, float (&pixel)[C]) {
#pragma unroll
    for (float& sum : pixel) {
        sum = 0;
    }
    for (int i = row * place.down; i < (row + 1) * place.down; i++) {
        int down = heldSample(i, place.firstRow, place.lastRow);
        long long rowY = finely(place.y) + (long long)down * place.yDown;
        long long rowX = finely(place.x) + (long long)down * place.xDown;
        for (int j = column * place.across; j < (column + 1) * place.across; j++) {
            int across = heldSample(j, place.firstColumn, place.lastColumn);
            long long y = heldPosition(rowY + (long long)across * place.yAcross, place.minY, place.maxY);
            long long x = heldPosition(rowX + (long long)across * place.xAcross, place.minX, place.maxX);
            addSample(picture, place, y, x, pixel);
        }
    }
    float samples = 255.0f * (float)(place.down * place.across);
#pragma unroll
    for (float& sum : pixel) {
        sum /= samples;
    }
}

// pixel = m (pixel, 1), held within 0 and 1; m [C, C + 1].
template <int C>
DEVICE void colour(const float* m, float (&pixel)[C]) {
    float before[C];
#pragma unroll
    for (int c = 0; c < C; c++) {
        before[c] = pixel[c];
    }
#pragma unroll
    for (int c = 0; c < C; c++) {
        float sum = m[c * (C + 1) + C];
#pragma unroll
        for (int from = 0; from < C; from++) {
            sum += m[c * (C + 1) + from] * before[from];
        }
        pixel[c] = fminf(fmaxf(sum, 0.0f), 1.0f);
    }
}

struct SampleSizes {
    int n, h, w, stages;
    float fill;
};

template <int C, class T>
DEVICE void sample(const unsigned char* pictures, const Placement* placements, const float* colours, T* y,
                   const SampleSizes& sizes) {
    constexpr int stageLength = C * (C + 1);
    for (int image = blockIdx.y; image < sizes.n; image += gridDim.y) {
        Placement place = placements[image];
        const unsigned char* picture = pictures + (long long)place.start * kPictureAlignment;
        long long pixels = (long long)sizes.h * sizes.w;
        for (long long i = gridThread(); i < pixels; i += gridThreads()) {
            int row = (int)((unsigned)i / (unsigned)sizes.w);
            int column = (int)i - row * sizes.w;
            row -= place.top;
            column -= place.left;
            float pixel[C];
            if (row >= 0 && row < place.rows && column >= 0 && column < place.columns) {
                sampledPixel(picture, place, row, column, pixel);
                for (int stage = 0; stage < sizes.stages; stage++) {
                    colour(colours + ((long long)image * sizes.stages + stage) * stageLength, pixel);
                }
            } else {
#pragma unroll
                for (float& value : pixel) {
                    value = sizes.fill;
                }
            }
#pragma unroll
            for (int c = 0; c < C; c++) {
                y[(image * pixels + i) * C + c] = fromFloat<T>(pixel[c]);
            }
        }
    }
}

// pictures: all of them, each from a multiple of 16 bytes on; placements [n]; colours [n, stages, c, c + 1], may be
// null where there are no stages; y [n, h, w, c]. c is 1 or 3, an image has fewer than 2^31 pixels.
#define SAMPLE_KERNEL(T, suffix)                                                                                 \
    extern "C" __global__ void __launch_bounds__(kSampleThreads)                                                 \
        sample_##suffix(const unsigned char* pictures, const int* placements, const float* colours, T* y, int n, \
                        int h, int w, int c, int stages, float fill) {                                           \
        SampleSizes sizes = {n, h, w, stages, fill};                                                             \
        if (c == 3) {                                                                                            \
            sample<3>(pictures, (const Placement*)placements, colours, y, sizes);                                \
        } else {                                                                                                 \
            sample<1>(pictures, (const Placement*)placements, colours, y, sizes);                                \
        }                                                                                                        \
    }
FOR_ACTIVATION_TYPES(SAMPLE_KERNEL)
#undef SAMPLE_KERNEL
