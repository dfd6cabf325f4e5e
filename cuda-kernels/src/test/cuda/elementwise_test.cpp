#include "elementwise.cu"

#include "check.h"

using check::Buffer;
using check::Random;

// How a case is launched and where its buffers begin.
struct Shape {
    int length, xOffset, yOffset, grid, threads, accumulate;

    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s length %d offsets %d %d grid %d threads %d accumulate %d", kernel, type, length,
                           xOffset, yOffset, grid, threads, accumulate);
    }
};

// f(value of x, value before) is what the element must become.
template <class S, class D, class Launch, class Expected>
void testOne(const char* kernel, Shape shape, Launch launch, Expected expected) {
    check::begin(shape.name(kernel, check::nameOf<D>()));
    Random random(shape.length);
    Buffer<S> x(shape.length, shape.xOffset);
    Buffer<D> y(shape.length, shape.yOffset);
    x.fill(random, std::is_same_v<S, unsigned char> ? 0 : -3, std::is_same_v<S, unsigned char> ? 255 : 3);
    y.fill(random, -3, 3);
    std::vector<double> values(shape.length);
    for (int i = 0; i < shape.length; i++) {
        values[i] = expected(x.value(i)) + (shape.accumulate ? y.value(i) : 0);
    }
    launch(x.data(), y.data());
    check::near("y", y, values, 4);
}

template <class T, class Kernels>
void testType(Shape shape, Kernels kernels) {
    long long length = shape.length;
    auto run = [=](auto kernel, auto... arguments) {
        emulation::launch(shape.grid, shape.threads, 0, kernel, arguments...);
    };
    Shape plain = shape;
    plain.accumulate = 0;
    testOne<T, T>(
        "relu_forward", plain, [=](T* x, T* y) { run(kernels.reluForward, x, y, length); },
        [](double x) { return x > 0 ? x : 0; });
    testOne<T, T>(
        "affine", shape, [=](T* x, T* y) { run(kernels.affine, x, y, length, -1.25f, 0.5f, shape.accumulate); },
        [](double x) { return -1.25 * x + 0.5; });
    testOne<T, T>("fill", plain, [=](T*, T* y) { run(kernels.fill, y, length, 1.5f); }, [](double) { return 1.5; });
    testOne<unsigned char, T>(
        "bytes_to", plain, [=](unsigned char* x, T* y) { run(kernels.bytesTo, x, y, length); },
        [](double x) { return x / 255; });
    testOne<float, T>(
        "cast_f32", shape, [=](float* x, T* y) { run(kernels.castFloat, x, y, length, shape.accumulate); },
        [](double x) { return x; });
    testOne<bf16, T>(
        "cast_bf16", shape, [=](bf16* x, T* y) { run(kernels.castBf16, x, y, length, shape.accumulate); },
        [](double x) { return x; });

    check::begin(shape.name("relu_backward", check::nameOf<T>()));
    Random random(shape.length);
    Buffer<T> y(shape.length, shape.yOffset), dy(shape.length, shape.xOffset), dx(shape.length, shape.yOffset);
    y.fill(random), dy.fill(random), dx.fill(random);
    std::vector<double> expected(shape.length);
    for (int i = 0; i < shape.length; i++) {
        y[i] = i % 3 == 0 ? fromFloat<T>(0) : y[i];
        expected[i] = (y.value(i) > 0 ? dy.value(i) : 0) + (shape.accumulate ? dx.value(i) : 0);
    }
    run(kernels.reluBackward, y.data(), dy.data(), dx.data(), length, shape.accumulate);
    check::near("dx", dx, expected, 2);
}

struct FloatKernels {
    static constexpr auto reluForward = relu_forward_f32;
    static constexpr auto reluBackward = relu_backward_f32;
    static constexpr auto affine = affine_f32;
    static constexpr auto bytesTo = bytes_to_f32;
    static constexpr auto castFloat = cast_f32_f32;
    static constexpr auto castBf16 = cast_bf16_f32;
    static constexpr auto fill = fill_f32;
};

struct Bf16Kernels {
    static constexpr auto reluForward = relu_forward_bf16;
    static constexpr auto reluBackward = relu_backward_bf16;
    static constexpr auto affine = affine_bf16;
    static constexpr auto bytesTo = bytes_to_bf16;
    static constexpr auto castFloat = cast_f32_bf16;
    static constexpr auto castBf16 = cast_bf16_bf16;
    static constexpr auto fill = fill_bf16;
};

// The very bits of a true division, for every byte.
void testEveryByte() {
    check::begin("bytes_to_f32, bits");
    Buffer<unsigned char> x(256);
    Buffer<float> y(256);
    std::vector<double> expected(256);
    for (int i = 0; i < 256; i++) {
        x[i] = (unsigned char)i;
        expected[i] = (float)i / 255.0f;
    }
    emulation::launch(1, kElementThreads, 0, bytes_to_f32, x.data(), y.data(), 256LL);
    check::equal("y", y, expected);
}

void testNaNStaysNaN() {
    check::begin("relu_forward_f32 of NaN");
    Buffer<float> x(5), y(5);
    x[0] = x[4] = NAN;
    x[1] = -1, x[2] = 2, x[3] = -INFINITY;
    emulation::launch(1, kElementThreads, 0, relu_forward_f32, x.data(), y.data(), 5LL);
    if (y[0] == y[0] || y[4] == y[4] || y[1] != 0 || y[2] != 2 || y[3] != 0) {
        check::fail("ReLU dropped a NaN");
    }
}

int main() {
    for (int length : {1, 3, 4, 8, 31, 1000, 4099, 20011}) {
        for (auto [xOffset, yOffset] : {std::pair{0, 0}, {0, 1}, {1, 0}, {1, 1}}) {
            for (int accumulate : {0, 1}) {
                for (auto [grid, threads] : {std::pair{1, kElementThreads}, {3, kElementThreads}, {2, 32}}) {
                    Shape shape = {length, xOffset, yOffset, grid, threads, accumulate};
                    testType<float>(shape, FloatKernels());
                    testType<bf16>(shape, Bf16Kernels());
                }
            }
        }
    }
    testEveryByte();
    testNaNStaysNaN();
    return check::report("elementwise");
}
