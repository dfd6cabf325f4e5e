#include "check.h"
#include "pack.cuh"

// The formats of the elements, and the packs that move them.

using check::Buffer;

// The nearest bf16, halves to even, found by looking at both neighbours.
uint32_t nearestBits(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint32_t below = bits >> 16, above = below + 1;
    uint32_t half = (below << 16) + 0x8000u;
    return bits < half ? below : bits > half ? above : below % 2 == 0 ? below : above;
}

void testEveryBf16() {
    check::begin("every bf16 to float and back");
    for (uint32_t bits = 0; bits < 0x10000; bits++) {
        bf16 value = {(unsigned short)bits};
        float decoded = toFloat(value);
        bool nan = (bits & 0x7fff) > 0x7f80;
        uint32_t back = fromFloat<bf16>(decoded).bits;
        bool kept =
            nan ? decoded != decoded && (back & 0x7fff) > 0x7f80 : decoded == check::valueOf(value) && back == bits;
        if (!kept) {
            check::fail(check::text("bits %04x", bits));
        }
    }
}

void testRounding() {
    check::begin("float to bf16, to the nearest");
    check::Random random(1);
    for (int i = 0; i < 200000; i++) {
        uint32_t bits = (uint32_t)random.bits();
        // Every fourth lies at half a step, or one below or above it.
        bits = i % 4 == 0 ? (bits & 0xffff0000u) + 0x7fff + i / 4 % 3 : bits;
        float value;
        memcpy(&value, &bits, sizeof value);
        uint32_t rounded = fromFloat<bf16>(value).bits;
        bool right = value == value ? rounded == nearestBits(value) : (rounded & 0x7fff) > 0x7f80;
        if (!right) {
            check::fail(check::text("bits %08x", bits));
        }
    }
    // A NaN of low bits only, whose upper half alone would be an infinity, or carry into a zero.
    for (uint32_t bits : {0x7f800001u, 0xff800001u, 0x7fffffffu, 0xffffffffu}) {
        if ((bf16Bits(bitsToFloat(bits)) & 0x7fffu) <= 0x7f80u) {
            check::fail(check::text("a NaN became a number: bits %08x", bits));
        }
    }
}

template <int W, class T>
void testPack() {
    check::begin(check::text("packs of %d elements of %d bytes", W, (int)sizeof(T)));
    check::Random random(W);
    constexpr int bytes = W * sizeof(T) < 16 ? W * sizeof(T) : 16;
    for (int offset = 0; offset < 16; offset++) {
        Buffer<T> from(W, offset);
        from.fill(random, 0, 255);
        bool fits = offset * sizeof(T) % bytes == 0;
        if (packsFit<W>(from.data()) != fits) {
            check::fail("packsFit");
        }
        if (fits) {
            Pack<W> pack = loadPack<W>(from.data());
            for (int i = 0; i < W; i++) {
                if (pack.at[i] != from.value(i)) {
                    check::fail("an element was read wrongly");
                }
            }
            if constexpr (sizeof(T) > 1) {
                Buffer<T> to(W, offset);
                storePack(to.data(), pack);
                check::equal("written", to, from.values());
                storePack(to.data(), pack, true);
                std::vector<double> twice = from.values();
                for (double& value : twice) {
                    value *= 2;
                }
                check::equal("added", to, twice);
            }
        }
    }
}

int main() {
    testEveryBf16();
    testRounding();
    testPack<1, float>(), testPack<4, float>(), testPack<8, float>();
    testPack<1, bf16>(), testPack<4, bf16>(), testPack<8, bf16>();
    testPack<1, unsigned char>(), testPack<4, unsigned char>(), testPack<8, unsigned char>();
    testPack<16, unsigned char>();
    return check::report("bf16");
}
