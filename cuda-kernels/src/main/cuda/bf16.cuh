#pragma once
#include "device.cuh"

// bfloat16: the upper half of a float. Stored in this format, always computed with as float.
struct bf16 {
    unsigned short bits;
};

DEVICE float bitsToFloat(unsigned bits) {
    return __uint_as_float(bits);
}

DEVICE unsigned floatToBits(float value) {
    return __float_as_uint(value);
}

// Rounds to the nearest, halves to even, by integer arithmetic, since GPUs before sm_80 have no instruction for it.
DEVICE unsigned bf16Bits(float value) {
    unsigned bits = floatToBits(value);
    unsigned rounded = (bits + 0x7fffu + (bits >> 16 & 1u)) >> 16;
    // The carry could turn a NaN into an infinity; a set quiet bit keeps it what it is.
    return value == value ? rounded : (bits >> 16 | 0x40u);
}

DEVICE float toFloat(float value) {
    return value;
}

DEVICE float toFloat(bf16 value) {
    return bitsToFloat((unsigned)value.bits << 16);
}

DEVICE float toFloat(unsigned char value) {
    return value;
}

template <class T>
DEVICE T fromFloat(float value);

template <>
DEVICE float fromFloat<float>(float value) {
    return value;
}

template <>
DEVICE bf16 fromFloat<bf16>(float value) {
    return bf16{(unsigned short)bf16Bits(value)};
}

// Activations are stored in either type; a kernel's name ends with that of its type.
#define FOR_ACTIVATION_TYPES(kernel) kernel(float, f32) kernel(bf16, bf16)
