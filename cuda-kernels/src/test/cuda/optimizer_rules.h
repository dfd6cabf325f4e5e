#pragma once
// The optimizers' rules once more, in double precision, for the tests of all kernels that apply them.

#include <cmath>
#include <vector>

#include "optimizers.cuh"

// Numbers of such a size that no term of a rule is lost in a tolerance.
constexpr AdamWNumbers kAdamW = {0.75f, 0.25f, 0.875f, 0.125f, 0.5f, 1.5f, 0.25f, 0.9375f, 0.5f};
constexpr SgdNumbers kSgd = {0.5f, 0.75f, 0.125f, 0.5f};

using Doubles = std::vector<double>;

inline void adamWStep(Doubles& w, Doubles& m, Doubles& v, const Doubles& gradients) {
    for (size_t i = 0; i < w.size(); i++) {
        double g = gradients[i] * kAdamW.scale;
        m[i] = m[i] * kAdamW.beta1 + g * kAdamW.rest1;
        v[i] = v[i] * kAdamW.beta2 + g * g * kAdamW.rest2;
        double denominator = std::sqrt(v[i] * kAdamW.unbias2) + kAdamW.epsilon;
        w[i] = w[i] * kAdamW.keep - m[i] * kAdamW.rate / denominator;
    }
}

inline void sgdStep(Doubles& w, Doubles& velocity, const Doubles& gradients) {
    for (size_t i = 0; i < w.size(); i++) {
        velocity[i] = kSgd.momentum * velocity[i] + (kSgd.scale * gradients[i] + kSgd.decay * w[i]);
        w[i] -= kSgd.rate * velocity[i];
    }
}
