#pragma once
// Element types of cuBLAS and cuDNN: float and bfloat16 in memory, float inside, sums in double.

#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace pretend {

enum class Element { kFloat, kBf16 };

inline size_t bytesOf(Element type) {
    return type == Element::kFloat ? 4 : 2;
}

inline uint32_t bitsOf(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

inline float floatOf(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

// To 10 bits of mantissa, to nearest, ties away from zero, as the conversion instruction of tensor cores does.
inline float toTf32(float value) {
    return std::isfinite(value) ? floatOf((bitsOf(value) + 0x1000u) & ~0x1fffu) : value;
}

// To 7 bits of mantissa, to nearest, ties to even.
inline uint16_t toBf16(float value) {
    uint32_t bits = bitsOf(value);
    return (uint16_t)(std::isnan(value) ? 0x7fff : (bits + 0x7fffu + (bits >> 16 & 1u)) >> 16);
}

inline float load(const void* array, Element type, size_t index) {
    return type == Element::kFloat ? ((const float*)array)[index]
                                   : floatOf((uint32_t)((const uint16_t*)array)[index] << 16);
}

inline void store(void* array, Element type, size_t index, float value) {
    if (type == Element::kFloat) {
        ((float*)array)[index] = value;
    } else {
        ((uint16_t*)array)[index] = toBf16(value);
    }
}

inline std::vector<float> loadAll(const void* array, Element type, size_t count, bool tf32) {
    std::vector<float> values(count);
    for (size_t i = 0; i < count; i++) {
        values[i] = load(array, type, i);
        values[i] = tf32 ? toTf32(values[i]) : values[i];
    }
    return values;
}

// alpha * result + beta * what is there, which is not read where beta is 0.
inline float blend(float alpha, double result, float beta, const void* array, Element type, size_t index) {
    double before = beta == 0 ? 0 : (double)beta * load(array, type, index);
    return (float)(alpha * result + before);
}

// sum += factor * row, the loop inside all others. Products of floats are exact in double.
void addScaled(double* sum, float factor, const float* row, size_t count);

}  // namespace pretend
