#include "optimizers.cu"

#include "check.h"
#include "optimizer_rules.h"

using check::Buffer;
using check::Random;

// offsets: where weights, gradients, first and second moments begin.
struct Shape {
    int length, grid;
    int offsets[4];

    std::string name(const char* kernel) const {
        return check::text("%s length %d offsets %d %d %d %d grid %d", kernel, length, offsets[0], offsets[1],
                           offsets[2], offsets[3], grid);
    }
};

void testAdamW(Shape shape) {
    check::begin(shape.name("adamw"));
    Random random(shape.length);
    Buffer<float> w(shape.length, shape.offsets[0]), g(shape.length, shape.offsets[1]);
    Buffer<float> m(shape.length, shape.offsets[2]), v(shape.length, shape.offsets[3]);
    w.fill(random), m.fill(random), v.fill(random, 0, 1);
    Doubles weights = w.values(), firsts = m.values(), seconds = v.values();
    AdamWNumbers numbers = kAdamW;
    for (int step = 0; step < 2; step++) {
        g.fill(random, -2, 2);
        emulation::launch(shape.grid, kOptimizerThreads, 0, adamw, w.data(), g.data(), m.data(), v.data(),
                          (long long)shape.length, &numbers);
        adamWStep(weights, firsts, seconds, g.values());
    }
    check::near("w", w, weights);
    check::near("m", m, firsts);
    check::near("v", v, seconds);
}

void testSgd(Shape shape) {
    check::begin(shape.name("sgd"));
    Random random(shape.length);
    Buffer<float> w(shape.length, shape.offsets[0]), g(shape.length, shape.offsets[1]);
    Buffer<float> velocity(shape.length, shape.offsets[2]);
    w.fill(random), velocity.fill(random);
    Doubles weights = w.values(), velocities = velocity.values();
    SgdNumbers numbers = kSgd;
    for (int step = 0; step < 2; step++) {
        g.fill(random, -2, 2);
        emulation::launch(shape.grid, kOptimizerThreads, 0, sgd, w.data(), g.data(), velocity.data(),
                          (long long)shape.length, &numbers);
        sgdStep(weights, velocities, g.values());
    }
    check::near("w", w, weights);
    check::near("velocity", velocity, velocities);
}

// No gradient has come yet and none comes now: weights decay and nothing is divided by 0.
void testAdamWAtRest() {
    check::begin("adamw at rest");
    Buffer<float> w(4), m(4), v(4), g(4);
    for (int i = 0; i < 4; i++) {
        w[i] = (float)i;
        m[i] = v[i] = g[i] = 0;
    }
    AdamWNumbers numbers = kAdamW;
    emulation::launch(1, kOptimizerThreads, 0, adamw, w.data(), g.data(), m.data(), v.data(), 4LL, &numbers);
    check::equal("w", w, {0, kAdamW.keep, 2 * kAdamW.keep, 3 * kAdamW.keep});
    check::equal("m", m, {0, 0, 0, 0});
    check::equal("v", v, {0, 0, 0, 0});
}

// `size` to the second power may exceed all floats.
void testSquareSums(Shape shape, double size) {
    check::begin(shape.name("square_sums") + check::text(" size %g", size));
    Random random(shape.length);
    Buffer<float> g(shape.length, shape.offsets[1]);
    Buffer<double> partials(shape.grid), sum(1);
    g.fill(random, -size, size);
    double expected = 0;
    for (double value : g.values()) {
        expected += value * value;
    }
    emulation::launch(shape.grid, kSquareSumsThreads, 0, square_sums, g.data(), partials.data(),
                      (long long)shape.length);
    emulation::launch(1, kSumDoublesThreads, 0, sum_doubles, partials.data(), sum.data(), shape.grid);
    check::near("sum", sum, {expected}, 1e-7 * expected);
}

void testAll(Shape shape) {
    testAdamW(shape);
    testSgd(shape);
    testSquareSums(shape, 1);
    testSquareSums(shape, 1e30);
    testSquareSums(shape, 1e-30);
}

int main() {
    for (int length : {1, 3, 4, 16, 64, 65, 1000, 4099}) {
        for (int grid : {1, 3}) {
            testAll(Shape{length, grid, {0, 0, 0, 0}});
            testAll(Shape{length, grid, {1, 1, 1, 1}});
            testAll(Shape{length, grid, {1, 0, 0, 0}});
            testAll(Shape{length, grid, {0, 3, 0, 0}});
            testAll(Shape{length, grid, {0, 0, 2, 0}});
            testAll(Shape{length, grid, {0, 0, 0, 1}});
        }
    }
    testSquareSums(Shape{5000, 300, {0, 0, 0, 0}}, 1);
    testAdamWAtRest();
    return check::report("optimizers");
}
