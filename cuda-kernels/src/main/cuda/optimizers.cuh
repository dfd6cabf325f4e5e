#pragma once
#include "pack.cuh"

// The rules of the optimizers, shared by those who read gradients from memory and those who make them in registers.

// Lies in device memory, so that a step can be replayed with other numbers. As dev.menny.backend.AdamWNumbers.
struct AdamWNumbers {
    float beta1, rest1, beta2, rest2, rate, unbias2, epsilon, keep, scale;
};

// As dev.menny.backend.SgdSpec.
struct SgdNumbers {
    float rate, momentum, decay, scale;
};

// The exact quotient and root branch for numbers close to the ends of the range, which keeps neighbouring weights from
// overlapping. These do not branch; together they are off by a few units in the last place of an update, which is
// itself far smaller than its weight. The divisor must not exceed 2^126, which no root of a float does.
DEVICE float quickQuotient(float dividend, float divisor) {
#ifdef __CUDACC__
    return __fdividef(dividend, divisor);
#else
    return dividend / divisor;
#endif
}

DEVICE float quickRoot(float square) {
#ifdef __CUDACC__
    float root;
    asm("sqrt.approx.f32 %0, %1;" : "=f"(root) : "f"(square));
    return root;
#else
    return sqrtf(square);
#endif
}

// AdamW on weights w with first moments m and second moments v.
struct AdamW {
    float* w;
    float* m;
    float* v;
    AdamWNumbers numbers;

    DEVICE bool packed() const {
        return packsFit<4>(w) && packsFit<4>(m) && packsFit<4>(v);
    }

    // Steps packs of W weights whose first ones are `at`, `at + stride`, ... All of them are read before one is
    // written, so that the reads overlap.
    template <int Packs, int W>
    DEVICE void step(long long at, long long stride, const Pack<W> (&gradients)[Packs]) const {
        Pack<W> weights[Packs], firsts[Packs], seconds[Packs];
#pragma unroll
        for (int p = 0; p < Packs; p++) {
            weights[p] = loadPack<W>(w + at + p * stride);
            firsts[p] = loadPack<W>(m + at + p * stride);
            seconds[p] = loadPack<W>(v + at + p * stride);
        }
#pragma unroll
        for (int p = 0; p < Packs; p++) {
#pragma unroll
            for (int i = 0; i < W; i++) {
                step(weights[p].at[i], firsts[p].at[i], seconds[p].at[i], gradients[p].at[i]);
            }
            storePack(w + at + p * stride, weights[p]);
            storePack(m + at + p * stride, firsts[p]);
            storePack(v + at + p * stride, seconds[p]);
        }
    }

    // In the order of AdamWNumbers in Java.
    DEVICE void step(float& weight, float& first, float& second, float gradient) const {
        gradient = numbers.scale * gradient;
        first = numbers.beta1 * first + numbers.rest1 * gradient;
        second = numbers.beta2 * second + numbers.rest2 * gradient * gradient;
        float root = quickRoot(second * numbers.unbias2) + numbers.epsilon;
        weight = numbers.keep * weight - quickQuotient(numbers.rate * first, root);
    }
};

// Gradient descent with momentum, on weights w with their velocities.
struct Sgd {
    float* w;
    float* velocity;
    SgdNumbers numbers;

    DEVICE bool packed() const {
        return packsFit<4>(w) && packsFit<4>(velocity);
    }

    // As AdamW's.
    template <int Packs, int W>
    DEVICE void step(long long at, long long stride, const Pack<W> (&gradients)[Packs]) const {
        Pack<W> weights[Packs], velocities[Packs];
#pragma unroll
        for (int p = 0; p < Packs; p++) {
            weights[p] = loadPack<W>(w + at + p * stride);
            velocities[p] = loadPack<W>(velocity + at + p * stride);
        }
#pragma unroll
        for (int p = 0; p < Packs; p++) {
#pragma unroll
            for (int i = 0; i < W; i++) {
                step(weights[p].at[i], velocities[p].at[i], gradients[p].at[i]);
            }
            storePack(w + at + p * stride, weights[p]);
            storePack(velocity + at + p * stride, velocities[p]);
        }
    }

    DEVICE void step(float& weight, float& speed, float gradient) const {
        gradient = numbers.scale * gradient + numbers.decay * weight;
        speed = numbers.momentum * speed + gradient;
        weight -= numbers.rate * speed;
    }
};
