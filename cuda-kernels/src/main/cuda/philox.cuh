#pragma once
#include "device.cuh"

// Philox 4x32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011): the bits of
// dev.menny.backend.Philox, so that dropout drops the same elements on every backend.

struct PhiloxWords {
    unsigned at[4];
};

DEVICE PhiloxWords philox(unsigned long long seed, unsigned long long counter) {
    unsigned c0 = (unsigned)counter;
    unsigned c1 = (unsigned)(counter >> 32);
    unsigned c2 = 0;
    unsigned c3 = 0;
    unsigned key0 = (unsigned)seed;
    unsigned key1 = (unsigned)(seed >> 32);
#pragma unroll
    for (int round = 0; round < 10; round++) {
        unsigned long long product0 = 0xD2511F53ull * c0;
        unsigned long long product1 = 0xCD9E8D57ull * c2;
        c0 = (unsigned)(product1 >> 32) ^ c1 ^ key0;
        c2 = (unsigned)(product0 >> 32) ^ c3 ^ key1;
        c1 = (unsigned)product1;
        c3 = (unsigned)product0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    return PhiloxWords{{c0, c1, c2, c3}};
}

// A uniform number in [0, 1) with 24 bits.
DEVICE float philoxUniform(unsigned word) {
    return (float)(word >> 8) * (1.0f / 16777216.0f);
}
