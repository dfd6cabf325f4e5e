#include "block.cu"

#include "check.h"

using check::Buffer;
using check::Random;

struct Shape {
    int n, h, w, c, max, accumulate, bias, mask, offset, grid;

    int outputs() const {
        return n * (h / 2) * (w / 2) * c;
    }
    // Of x: the place of an output's window element i.
    size_t element(size_t output, int i) const {
        int channel = output % c;
        int column = output / c % (w / 2);
        int row = output / c / (w / 2) % (h / 2);
        int image = output / c / (w / 2) / (h / 2);
        return ((size_t)(image * h + 2 * row + i / 2) * w + 2 * column + i % 2) * c + channel;
    }
    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s n %d h %d w %d c %d max %d accumulate %d bias %d mask %d offset %d grid %d", kernel,
                           type, n, h, w, c, max, accumulate, bias, mask, offset, grid);
    }
};

template <class T, class Kernel>
void testForward(Shape shape, Kernel kernel) {
    check::begin(shape.name("bias_relu_pool_forward", check::nameOf<T>()));
    Random random(shape.c);
    int outputs = shape.outputs();
    Buffer<T> z(4 * outputs, shape.offset), y(outputs, shape.offset);
    Buffer<float> bias(shape.c);
    Buffer<unsigned char> mask(outputs, shape.offset);
    bias.fill(random, -0.5, 0.5);
    z.fill(random);
    for (size_t i = 0; i < z.size(); i += 3) {
        z[i] = z[i / 2 * 2 % z.size()];  // equal neighbours: the first of the largest counts
    }
    std::vector<double> expected(outputs), bits(outputs);
    for (int o = 0; o < outputs; o++) {
        double sum = 0, largest = -INFINITY;
        int positive = 0, first = 0;
        for (int i = 0; i < 4; i++) {
            // The sum is rounded as in the kernel: whether two elements are equal shows only then.
            float value = (float)z.value(shape.element(o, i)) + (shape.bias ? bias[o % shape.c] : 0);
            sum += value > 0 ? value : 0;
            positive |= value > 0 ? 1 << i : 0;
            first = value > largest ? i : first;
            largest = value > largest ? value : largest;
        }
        expected[o] = shape.max ? std::fmax(largest, 0) : sum / 4;
        bits[o] = shape.max ? positive & 1 << first : positive;
    }
    emulation::launch(shape.grid, kBlockThreads, 0, kernel, z.data(), shape.bias ? bias.data() : nullptr, y.data(),
                      shape.mask ? mask.data() : nullptr, shape.n, shape.h, shape.w, shape.c, shape.max);
    check::near("y", y, expected, 2);
    if (shape.mask) {
        check::equal("mask", mask, bits);
    } else {
        check::equal("mask", mask, std::vector<double>(outputs, 0xff));
    }
}

template <class T, class Backward, class Sums>
void testBackward(Shape shape, Backward backward, Sums sums) {
    check::begin(shape.name("relu_pool_backward", check::nameOf<T>()));
    Random random(shape.c);
    int outputs = shape.outputs();
    Buffer<unsigned char> mask(outputs, shape.offset);
    Buffer<T> dy(outputs, shape.offset), dx(4 * outputs, shape.offset);
    dy.fill(random), dx.fill(random);
    std::vector<double> expected = dx.values(), biasGradient(shape.c);
    for (int o = 0; o < outputs; o++) {
        int bit = random.below(5);
        mask[o] = (unsigned char)(!shape.max ? random.below(16) : bit == 4 ? 0 : 1 << bit);
        for (int i = 0; i < 4; i++) {
            double gradient = mask[o] >> i & 1 ? dy.value(o) * (shape.max ? 1 : 0.25) : 0;
            double& element = expected[shape.element(o, i)];
            element = shape.accumulate ? element + gradient : gradient;
            biasGradient[o % shape.c] += gradient;
        }
    }
    emulation::launch(shape.grid, kBlockThreads, 0, backward, mask.data(), dy.data(), dx.data(), shape.n, shape.h,
                      shape.w, shape.c, shape.max, shape.accumulate);
    check::near("dx", dx, expected, 2);

    check::begin(shape.name("block_bias_sums", check::nameOf<T>()));
    Buffer<float> partials(shape.grid * shape.c);
    emulation::launch(shape.grid, kColumnThreads, 0, sums, mask.data(), dy.data(), partials.data(),
                      (long long)outputs / shape.c, shape.c, shape.max);
    Buffer<float> total(shape.c);
    for (int j = 0; j < shape.c; j++) {
        double sum = 0;
        for (int b = 0; b < shape.grid; b++) {
            sum += partials[b * shape.c + j];
        }
        total[j] = (float)sum;
    }
    check::near("sums of partials", total, biasGradient, outputs / shape.c);
}

void testTypes(Shape shape) {
    testForward<float>(shape, bias_relu_pool_forward_f32);
    testForward<bf16>(shape, bias_relu_pool_forward_bf16);
    testBackward<float>(shape, relu_pool_backward_f32, block_bias_sums_f32);
    testBackward<bf16>(shape, relu_pool_backward_bf16, block_bias_sums_bf16);
}

// A NaN passes ReLU and averaging, so that a training that has gone wrong shows it.
void testNaN() {
    check::begin("bias_relu_pool_forward_f32 of NaN");
    Buffer<float> z(4), y(1);
    Buffer<unsigned char> mask(1);
    z[0] = 1, z[1] = NAN, z[2] = -1, z[3] = 2;
    emulation::launch(1, kBlockThreads, 0, bias_relu_pool_forward_f32, z.data(), nullptr, y.data(), mask.data(), 1, 2,
                      2, 1, 0);
    if (y[0] == y[0] || mask[0] != 9) {
        check::fail("a NaN did not pass");
    }
}

int main() {
    for (int c : {1, 3, 5, 8, 17, 32}) {
        for (int max : {0, 1}) {
            for (int accumulate : {0, 1}) {
                for (int offset : {0, 1}) {
                    testTypes({2, 6, 10, c, max, accumulate, accumulate, 1 - offset, offset, 1 + 3 * offset});
                    testTypes({3, 2, 4, c, max, accumulate, 1 - accumulate, 1, offset, 3});
                }
            }
        }
    }
    testTypes({1, 32, 32, 32, 0, 0, 1, 1, 0, 2});
    testTypes({2, 2, 2, 1100, 1, 1, 1, 1, 0, 2});  // more packs of floats than a block has threads
    testTypes({2, 4, 2, 2080, 0, 0, 1, 1, 0, 1});  // and of bf16
    testTypes({5, 4, 4, 300, 0, 0, 1, 1, 1, 2});
    testNaN();
    return check::report("block");
}
