#include "dropout.cu"

#include "check.h"

using check::Buffer;
using check::Random;

// Philox once more, as its paper writes it: a state of four words and a key of two.
void rounds(uint32_t (&state)[4], uint32_t (&key)[2]) {
    for (int round = 0; round < 10; round++) {
        uint64_t product0 = (uint64_t)state[0] * 0xD2511F53u, product1 = (uint64_t)state[2] * 0xCD9E8D57u;
        uint32_t next[4] = {(uint32_t)(product1 >> 32) ^ state[1] ^ key[0], (uint32_t)product1,
                            (uint32_t)(product0 >> 32) ^ state[3] ^ key[1], (uint32_t)product0};
        memcpy(state, next, sizeof state);
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
}

double uniform(uint64_t seed, uint64_t position) {
    uint32_t state[4] = {(uint32_t)(position / 4), (uint32_t)(position / 4 >> 32), 0, 0};
    uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    rounds(state, key);
    return (state[position % 4] >> 8) / 16777216.0;
}

// Known answer of the generator's authors (Random123, kat_vectors).
void testKnownAnswer() {
    check::begin("Philox 4x32-10, known answer");
    const uint32_t expected[4] = {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u};
    PhiloxWords words = philox(0, 0);
    uint32_t state[4] = {}, key[2] = {};
    rounds(state, key);
    for (int i = 0; i < 4; i++) {
        if (words.at[i] != expected[i] || state[i] != expected[i]) {
            check::fail("another word than the generator's authors give");
        }
    }
}

template <class T, class Kernel>
void test(int length, int offset, int grid, int accumulate, uint64_t seed, uint64_t position, Kernel kernel) {
    check::begin(check::text("dropout_%s length %d offset %d grid %d accumulate %d position %llu", check::nameOf<T>(),
                             length, offset, grid, accumulate, (unsigned long long)position));
    Random random(length);
    Buffer<T> x(length, offset), y(length, 2 * offset);
    x.fill(random), y.fill(random);
    DropoutNumbers numbers = {
        0.3f, 1 / 0.7f, (unsigned)seed, (unsigned)(seed >> 32), (unsigned)position, (unsigned)(position >> 32)};
    std::vector<double> expected(length);
    int dropped = 0;
    for (int i = 0; i < length; i++) {
        bool kept = uniform(seed, position + i) >= numbers.probability;
        dropped += !kept;
        expected[i] = (kept ? x.value(i) * numbers.scale : 0) + (accumulate ? y.value(i) : 0);
    }
    if (length > 1000 && std::fabs(dropped - 0.3 * length) > 0.03 * length) {
        check::fail("not three in ten were dropped");
    }
    emulation::launch(grid, kElementThreads, 0, kernel, x.data(), y.data(), (long long)length,
                      (const DropoutNumbers*)&numbers, accumulate);
    check::near("y", y, expected, 2);
}

int main() {
    testKnownAnswer();
    const uint64_t seed = 0x123456789ABCDEF0ull;
    for (int length : {1, 4, 6, 13, 1003, 5000}) {
        for (int offset : {0, 1}) {
            for (int accumulate : {0, 1}) {
                for (uint64_t position : {0ull, 4ull, 0x3FFFFFFF8ull, 0x8123456789ABCDECull}) {
                    int grid = 1 + 2 * accumulate;
                    test<float>(length, offset, grid, accumulate, seed, position, dropout_f32);
                    test<bf16>(length, offset, grid, accumulate, seed, position, dropout_bf16);
                }
            }
        }
    }
    return check::report("dropout");
}
