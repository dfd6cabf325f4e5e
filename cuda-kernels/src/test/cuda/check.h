#pragma once
// What the kernels' tests share: guarded buffers, random numbers, comparison with double precision, and a report.
//
// Tolerances: a kernel computes in float and rounds once where it stores. So a result may differ from the one that was
// computed in double by half a step of its type, roundingOf<T>() of its size (2^-24 for float, 2^-8 for bf16), and by
// kFloatError of the size of what was summed up for it.

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "bf16.cuh"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

namespace check {

constexpr double kFloatError = 2e-6;

inline int cases = 0;
inline int failures = 0;
inline std::string currentCase;

// Names what is run now, for whatever fails until the next call.
inline void begin(const std::string& name) {
    cases++;
    currentCase = name;
}

inline void fail(const std::string& what) {
    failures++;
    if (failures <= 20) {
        printf("FAILED: %s: %s\n", currentCase.c_str(), what.c_str());
    }
}

// The last line of a test program, and its exit status.
inline int report(const char* program) {
    printf("%s: %d cases, %d failures\n", program, cases, failures);
    return failures == 0 && cases > 0 ? 0 : 1;
}

// The value of an element, decoded without the kernels' own conversions.
inline double valueOf(double value) {
    return value;
}
inline double valueOf(float value) {
    return value;
}
inline double valueOf(int value) {
    return value;
}
inline double valueOf(unsigned char value) {
    return value;
}
inline double valueOf(bf16 value) {
    uint32_t bits = (uint32_t)value.bits << 16;
    float decoded;
    memcpy(&decoded, &bits, sizeof decoded);
    return decoded;
}

template <class T>
double roundingOf();
template <>
inline double roundingOf<float>() {
    return std::ldexp(1.0, -24);
}
template <>
inline double roundingOf<double>() {
    return std::ldexp(1.0, -53);
}
template <>
inline double roundingOf<bf16>() {
    return std::ldexp(1.0, -8);
}

template <class T>
const char* nameOf();
template <>
inline const char* nameOf<float>() {
    return "f32";
}
template <>
inline const char* nameOf<bf16>() {
    return "bf16";
}

class Random {
public:
    explicit Random(uint64_t seed) : state(seed) {}

    // splitmix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014)
    uint64_t bits() {
        uint64_t z = state += 0x9E3779B97F4A7C15ull;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ z >> 27) * 0x94D049BB133111EBull;
        return z ^ z >> 31;
    }
    double uniform(double low, double high) {
        return low + (high - low) * std::ldexp((double)(bits() >> 11), -53);
    }
    int below(int limit) {
        return (int)(bits() % (uint64_t)limit);
    }

private:
    uint64_t state;
};

// Elements that begin `offset` elements behind a multiple of 64 bytes, between guards that must stay as they are.
// Guards and elements that nobody filled are NaN.
template <class T>
class Buffer {
public:
    explicit Buffer(size_t count, size_t offset = 0)
        : count(count), memory(2 * kGuard + 64 + (count + offset) * sizeof(T), kUntouched) {
        size_t aligned = ((size_t)memory.data() + kGuard + 63) / 64 * 64;
        first = (T*)(aligned + offset * sizeof(T));
        guard(true);
    }
    Buffer(const Buffer&) = delete;
    ~Buffer() {
        guard(false);
        const unsigned char* begin = (const unsigned char*)first;
        const unsigned char* end = (const unsigned char*)(first + count);
        for (const unsigned char& byte : memory) {
            if ((&byte < begin || &byte >= end) && byte != kUntouched) {
                fail("written outside of a buffer, byte " + std::to_string(&byte - begin) + " of " +
                     std::to_string(end - begin));
                return;
            }
        }
    }

    T* data() {
        return first;
    }
    size_t size() const {
        return count;
    }
    T& operator[](size_t i) {
        return first[i];
    }
    double value(size_t i) const {
        return valueOf(first[i]);
    }
    std::vector<double> values() const {
        std::vector<double> all(count);
        for (size_t i = 0; i < count; i++) {
            all[i] = value(i);
        }
        return all;
    }
    Buffer& fill(Random& random, double low = -1, double high = 1) {
        for (size_t i = 0; i < count; i++) {
            first[i] = fromFloat<T>((float)random.uniform(low, high));
        }
        return *this;
    }

private:
    static constexpr size_t kGuard = 64;
    static constexpr unsigned char kUntouched = 0xff;
    size_t count;
    std::vector<unsigned char> memory;
    T* first;

    // Reads of guards are seen too where the address sanitizer looks on.
    void guard(bool on) {
#ifdef __SANITIZE_ADDRESS__
        const unsigned char* end = (const unsigned char*)(first + count);
        const unsigned char* memoryEnd = memory.data() + memory.size();
        if (on) {
            ASAN_POISON_MEMORY_REGION(memory.data(), (size_t)((unsigned char*)first - memory.data()));
            ASAN_POISON_MEMORY_REGION(end, (size_t)(memoryEnd - end));
        } else {
            ASAN_UNPOISON_MEMORY_REGION(memory.data(), memory.size());
        }
#else
        (void)on;
#endif
    }
};

template <>
inline Buffer<unsigned char>& Buffer<unsigned char>::fill(Random& random, double low, double high) {
    for (size_t i = 0; i < count; i++) {
        first[i] = (unsigned char)std::floor(random.uniform(low, high + 1));
    }
    return *this;
}

// Each element of actual must be the expected one within the tolerance above. scale: the size of what was summed up,
// one for all elements.
template <class T>
void near(const char* what, const Buffer<T>& actual, const std::vector<double>& expected, double scale = 1) {
    if (actual.size() != expected.size()) {
        fail(std::string(what) + ": the test expects another number of elements");
        return;
    }
    for (size_t i = 0; i < expected.size(); i++) {
        double value = actual.value(i);
        double tolerance = roundingOf<T>() * std::fabs(expected[i]) + kFloatError * scale;
        if (!(std::fabs(value - expected[i]) <= tolerance)) {
            char text[200];
            snprintf(text, sizeof text, "%s[%zu] of %zu: %.9g, expected %.9g +- %.3g", what, i, expected.size(), value,
                     expected[i], tolerance);
            fail(text);
            return;
        }
    }
}

// Each element of actual must have exactly the expected value.
template <class T>
void equal(const char* what, const Buffer<T>& actual, const std::vector<double>& expected) {
    for (size_t i = 0; i < actual.size() || i < expected.size(); i++) {
        if (actual.size() != expected.size() || !(actual.value(i) == expected[i])) {
            char text[200];
            snprintf(text, sizeof text, "%s[%zu] of %zu: %.9g, expected %.9g of %zu", what, i, actual.size(),
                     i < actual.size() ? actual.value(i) : NAN, i < expected.size() ? expected[i] : NAN,
                     expected.size());
            fail(text);
            return;
        }
    }
}

// printf into a string, for the names of cases.
template <class... Arguments>
std::string text(const char* format, Arguments... arguments) {
    char buffer[200];
    snprintf(buffer, sizeof buffer, format, arguments...);
    return buffer;
}

}  // namespace check
