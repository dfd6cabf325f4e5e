#include "rgb.cu"
#include "rgb_filter.cu"

#include "check.h"

using check::Buffer;
using check::Random;

using Doubles = std::vector<double>;

struct Shape {
    int n, h, w, k, padH, padW, max, offset;

    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s n %d %dx%d k %d pad %d %d max %d offset %d", kernel, type, n, h, w, k, padH, padW,
                           max, offset);
    }
    int oh() const {
        return h + 2 * padH - 2;
    }
    int ow() const {
        return w + 2 * padW - 2;
    }
    size_t images() const {
        return (size_t)n * h * w * 3;
    }
    size_t pooled() const {
        return (size_t)n * (oh() / 2) * (ow() / 2) * k;
    }
};

// Multiples of 1/16: products of two and their sums are exact in float, so that results must be equal and ties happen.
template <class T>
void fillExactly(Buffer<T>& buffer, Random& random, int limit) {
    for (size_t i = 0; i < buffer.size(); i++) {
        buffer[i] = fromFloat<T>((float)(random.below(2 * limit + 1) - limit) / 16);
    }
}

// Calls visit(the image element's place, the weight's place) for the elements under a window that lie in the image.
template <class Visit>
void forEachTap(const Shape& shape, int n, int i, int j, int channel, Visit visit) {
    for (int r = 0; r < 3; r++) {
        for (int s = 0; s < 3; s++) {
            int row = i + r - shape.padH, column = j + s - shape.padW;
            for (int c = 0; c < 3 && row >= 0 && row < shape.h && column >= 0 && column < shape.w; c++) {
                visit(((n * shape.h + row) * shape.w + column) * 3 + c, ((channel * 3 + r) * 3 + s) * 3 + c);
            }
        }
    }
}

struct Forward {
    Doubles y, mask;
};

// Visits every pooled element with its place: visit(n, row, column, channel, place).
template <class Visit>
void forEachPooled(const Shape& shape, Visit visit) {
    int place = 0;
    for (int n = 0; n < shape.n; n++) {
        for (int row = 0; row < shape.oh() / 2; row++) {
            for (int column = 0; column < shape.ow() / 2; column++) {
                for (int channel = 0; channel < shape.k; channel++) {
                    visit(n, row, column, channel, place++);
                }
            }
        }
    }
}

Forward expectForward(const Shape& shape, const Doubles& x, const Doubles& weights, const Doubles& bias) {
    Forward result{Doubles(shape.pooled()), Doubles(shape.pooled())};
    forEachPooled(shape, [&](int n, int row, int column, int channel, int place) {
        double sum = 0, largest = -1e9;
        int positive = 0, first = 0;
        for (int i = 0; i < 4; i++) {
            double z = bias[channel];
            forEachTap(shape, n, 2 * row + i / 2, 2 * column + i % 2, channel,
                       [&](int xAt, int wAt) { z += x[xAt] * weights[wAt]; });
            sum += z > 0 ? z : 0;
            positive += z > 0 ? 1 << i : 0;
            first = z > largest ? 1 << i : first;
            largest = z > largest ? z : largest;
        }
        result.y[place] = shape.max ? (largest > 0 ? largest : 0) : sum / 4;
        result.mask[place] = shape.max ? positive & first : positive;
    });
    return result;
}

template <class T, class Kernel>
void testForward(Kernel kernel, Shape shape, int grid, bool masked) {
    check::begin(shape.name("rgb_block_forward", check::nameOf<T>()) + check::text(" grid %d mask %d", grid, masked));
    Random random(shape.k + shape.w);
    Buffer<T> x(shape.images(), shape.offset), y(shape.pooled(), shape.offset);
    Buffer<float> weights((size_t)shape.k * 27, shape.offset), bias(shape.k, shape.offset);
    Buffer<unsigned char> mask(shape.pooled(), shape.offset);
    fillExactly(x, random, 4), fillExactly(weights, random, 4), fillExactly(bias, random, 8);
    emulation::launch(grid, kRgbForwardThreads, 0, kernel, x.data(), weights.data(), bias.data(), y.data(),
                      masked ? mask.data() : nullptr, shape.n, shape.h, shape.w, shape.k, shape.padH, shape.padW,
                      shape.max);
    Forward expected = expectForward(shape, x.values(), weights.values(), bias.values());
    check::near("y", y, expected.y, 0);
    if (masked) {
        check::equal("mask", mask, expected.mask);
    }
}

Doubles expectFilterSums(const Shape& shape, const Doubles& x, const Buffer<unsigned char>& mask, const Doubles& dy) {
    Doubles sums((size_t)shape.k * 28);
    forEachPooled(shape, [&](int n, int row, int column, int channel, int place) {
        for (int i = 0; i < 4; i++) {
            if (((int)mask.value(place) >> i) % 2 == 1) {
                double dz = shape.max ? dy[place] : dy[place] / 4;
                sums[shape.k * 27 + channel] += dz;
                forEachTap(shape, n, 2 * row + i / 2, 2 * column + i % 2, channel,
                           [&](int xAt, int wAt) { sums[wAt] += dz * x[xAt]; });
            }
        }
    });
    return sums;
}

template <class T, class Kernel>
void testFilterSums(Kernel kernel, Shape shape, int grid) {
    check::begin(shape.name("rgb_block_filter_sums", check::nameOf<T>()) + check::text(" grid %d", grid));
    Random random(shape.k + shape.w);
    Buffer<T> x(shape.images(), shape.offset), dy(shape.pooled(), shape.offset);
    Buffer<unsigned char> mask(shape.pooled(), shape.offset);
    size_t count = (size_t)shape.k * 28;
    Buffer<float> partials(grid * count, shape.offset), sums(count);
    fillExactly(x, random, 16), fillExactly(dy, random, 16), mask.fill(random, 0, 15);
    emulation::launch(grid, kRgbFilterThreads, 0, kernel, x.data(), mask.data(), dy.data(), partials.data(), shape.n,
                      shape.h, shape.w, shape.k, shape.padH, shape.padW, shape.max);
    for (size_t i = 0; i < count; i++) {
        sums[i] = 0;
        for (int block = 0; block < grid; block++) {
            sums[i] += partials[block * count + i];
        }
    }
    check::equal("sums", sums, expectFilterSums(shape, x.values(), mask, dy.values()));
}

void testAll(Shape shape, int grid) {
    testForward<float>(rgb_block_forward_f32, shape, grid, true);
    testForward<bf16>(rgb_block_forward_bf16, shape, grid, true);
    testForward<float>(rgb_block_forward_f32, shape, grid, false);
    testFilterSums<float>(rgb_block_filter_sums_f32, shape, grid);
    testFilterSums<bf16>(rgb_block_filter_sums_bf16, shape, grid);
}

// A NaN in the image must be seen in every output whose windows it lies under, and nowhere else.
void testNaN() {
    for (int max : {0, 1}) {
        check::begin(check::text("rgb_block_forward_f32 of NaN, max %d", max));
        Shape shape{1, 10, 10, 8, 1, 1, max, 0};
        Random random(1);
        Buffer<float> x(shape.images()), y(shape.pooled()), weights(8 * 27), bias(8);
        Buffer<unsigned char> mask(shape.pooled());
        x.fill(random), weights.fill(random), bias.fill(random);
        x[(4 * 10 + 5) * 3 + 1] = NAN;
        emulation::launch(1, kRgbForwardThreads, 0, rgb_block_forward_f32, x.data(), weights.data(), bias.data(),
                          y.data(), mask.data(), 1, 10, 10, 8, 1, 1, max);
        forEachPooled(shape, [&](int, int row, int column, int, int place) {
            bool under = (row == 1 || row == 2) && (column == 2 || column == 3);
            if (std::isnan(y[place]) != under) {
                check::fail(check::text("y[%d,%d] is %g", row, column, y[place]));
            }
        });
    }
}

int main() {
    for (int max : {0, 1}) {
        for (int offset : {0, 1}) {
            for (int grid : {1, 3, 40}) {
                // Images smaller than a tile, with every padding.
                testAll(Shape{1, 4, 4, 16, 0, 0, max, offset}, grid);
                testAll(Shape{3, 2, 6, 5, 1, 0, max, offset}, grid);
                testAll(Shape{2, 2, 2, 8, 2, 1, max, offset}, grid);
                testAll(Shape{1, 6, 2, 1, 0, 2, max, offset}, grid);
                // Just a tile, and somewhat more.
                testAll(Shape{1, 16, 32, 16, 1, 1, max, offset}, grid);
                testAll(Shape{2, 20, 38, 17, 1, 1, max, offset}, grid);
            }
        }
        for (int k : {1, 5, 8, 16, 24, 32, 33, 64, 65}) {
            for (int grid : {1, 5}) {
                testAll(Shape{1, 24, 40, k, 0, 2, max, 0}, grid);
            }
        }
    }
    testNaN();
    return check::report("rgb");
}
