#include "outer.cu"

#include "check.h"
#include "optimizer_rules.h"

using check::Buffer;
using check::Random;

// factorOffset: where x and dy begin; offset: where weights and moments do.
struct Shape {
    int n, in, out, factorOffset, offset;

    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s n %d in %d out %d offsets %d %d", kernel, type, n, in, out, factorOffset, offset);
    }
    size_t weights() const {
        return (size_t)in * out;
    }
    // Products of x and dy add up to no more than this.
    double size() const {
        return std::sqrt(n);
    }
};

template <class T>
struct Factors {
    Buffer<T> x, dy;
    Doubles gradients;

    Factors(const Shape& shape, Random& random)
        : x((size_t)shape.n * shape.in, shape.factorOffset),
          dy((size_t)shape.n * shape.out, shape.factorOffset),
          gradients(shape.weights()) {
        x.fill(random);
        dy.fill(random, -1 / shape.size(), 1 / shape.size());
        for (int o = 0; o < shape.out; o++) {
            for (int i = 0; i < shape.in; i++) {
                for (int n = 0; n < shape.n; n++) {
                    gradients[o * shape.in + i] += dy.value(n * shape.out + o) * x.value(n * shape.in + i);
                }
            }
        }
    }
};

// The same bits whichever block a tile falls to.
void checkSame(const char* what, const Buffer<float>& actual, Doubles& first) {
    if (first.empty()) {
        first = actual.values();
    }
    check::equal(what, actual, first);
}

template <class T, class Kernel>
void testAdamW(Kernel kernel, Shape shape) {
    Doubles first;
    for (int grid : {1, 3}) {
        check::begin(shape.name("adamw_outer", check::nameOf<T>()) + check::text(" grid %d", grid));
        Random random(shape.in);
        Factors<T> factors(shape, random);
        Buffer<float> w(shape.weights(), shape.offset), m(shape.weights(), shape.offset);
        Buffer<float> v(shape.weights(), shape.offset);
        w.fill(random), m.fill(random), v.fill(random, 0, 1);
        Doubles weights = w.values(), firsts = m.values(), seconds = v.values();
        AdamWNumbers numbers = kAdamW;
        emulation::launch(grid, kOuterThreads, 0, kernel, factors.x.data(), factors.dy.data(), w.data(), m.data(),
                          v.data(), shape.n, shape.in, shape.out, &numbers);
        adamWStep(weights, firsts, seconds, factors.gradients);
        check::near("w", w, weights, shape.size());
        check::near("m", m, firsts, shape.size());
        check::near("v", v, seconds, shape.size());
        checkSame("w of another grid", w, first);
    }
}

template <class T, class Kernel>
void testSgd(Kernel kernel, Shape shape) {
    Doubles first;
    for (int grid : {1, 3}) {
        check::begin(shape.name("sgd_outer", check::nameOf<T>()) + check::text(" grid %d", grid));
        Random random(shape.in);
        Factors<T> factors(shape, random);
        Buffer<float> w(shape.weights(), shape.offset), velocity(shape.weights(), shape.offset);
        w.fill(random), velocity.fill(random);
        Doubles weights = w.values(), velocities = velocity.values();
        SgdNumbers numbers = kSgd;
        emulation::launch(grid, kOuterThreads, 0, kernel, factors.x.data(), factors.dy.data(), w.data(),
                          velocity.data(), shape.n, shape.in, shape.out, &numbers);
        sgdStep(weights, velocities, factors.gradients);
        check::near("w", w, weights, shape.size());
        check::near("velocity", velocity, velocities, shape.size());
        checkSame("w of another grid", w, first);
    }
}

void testAll(Shape shape) {
    testAdamW<float>(adamw_outer_f32, shape);
    testAdamW<bf16>(adamw_outer_bf16, shape);
    testSgd<float>(sgd_outer_f32, shape);
    testSgd<bf16>(sgd_outer_bf16, shape);
}

int main() {
    for (int n : {1, 3, 16, 64, 65}) {
        for (int in : {1, 16, 65, 128, 132, 260}) {
            for (int out : {1, 7, 64, 68, 130}) {
                testAll(Shape{n, in, out, 0, 0});
            }
        }
    }
    for (int in : {5, 132}) {
        testAll(Shape{33, in, 68, 1, 0});
        testAll(Shape{33, in, 68, 0, 1});
        testAll(Shape{33, in, 68, 2, 2});
    }
    return check::report("outer");
}
