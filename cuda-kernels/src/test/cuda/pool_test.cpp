#include "pool.cu"

#include "check.h"

using check::Buffer;
using check::Random;

struct Shape {
    int n, h, w, c, size, stride, max, accumulate, offset, grid;

    int oh() const {
        return (h - size) / stride + 1;
    }
    int ow() const {
        return (w - size) / stride + 1;
    }
    size_t outputs() const {
        return (size_t)n * oh() * ow() * c;
    }
    // Of x: the places of an output's window, in row-major order.
    std::vector<size_t> window(size_t output) const {
        size_t channel = output % c;
        size_t left = output / c % ow() * stride;
        size_t top = output / c / ow() % oh() * stride;
        size_t image = output / c / ow() / oh();
        std::vector<size_t> places;
        for (int r = 0; r < size; r++) {
            for (int s = 0; s < size; s++) {
                places.push_back(((image * h + top + r) * w + left + s) * c + channel);
            }
        }
        return places;
    }
    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s n %d h %d w %d c %d size %d stride %d max %d accumulate %d offset %d grid %d", kernel,
                           type, n, h, w, c, size, stride, max, accumulate, offset, grid);
    }
};

template <class T>
size_t firstLargest(Buffer<T>& x, const std::vector<size_t>& places) {
    size_t best = places[0];
    for (size_t place : places) {
        best = x.value(place) > x.value(best) ? place : best;
    }
    return best;
}

template <class T, class Forward, class Backward>
void test(Shape shape, Forward forward, Backward backward) {
    check::begin(shape.name("pool_forward", check::nameOf<T>()));
    Random random(shape.c);
    size_t inputs = (size_t)shape.n * shape.h * shape.w * shape.c;
    Buffer<T> x(inputs, shape.offset), dx(inputs, shape.offset);
    Buffer<T> y(shape.outputs(), shape.offset), dy(shape.outputs(), shape.offset);
    dx.fill(random), dy.fill(random);
    for (size_t i = 0; i < inputs; i++) {
        x[i] = fromFloat<T>((float)(random.below(7) - 5));  // few values: windows have several largest elements
    }
    std::vector<double> pooled(shape.outputs()), gradient(inputs);
    double area = shape.size * shape.size;
    for (size_t o = 0; o < shape.outputs(); o++) {
        std::vector<size_t> window = shape.window(o);
        size_t largest = firstLargest(x, window);
        for (size_t place : window) {
            pooled[o] += x.value(place) / area;
            gradient[place] += shape.max ? (place == largest ? dy.value(o) : 0) : dy.value(o) / area;
        }
        pooled[o] = shape.max ? x.value(largest) : pooled[o];
    }
    emulation::launch(shape.grid, kPoolThreads, 0, forward, x.data(), y.data(), shape.n, shape.h, shape.w, shape.c,
                      shape.size, shape.stride, shape.max);
    check::near("y", y, pooled, 5);

    check::begin(shape.name("pool_backward", check::nameOf<T>()));
    for (size_t i = 0; shape.accumulate && i < inputs; i++) {
        gradient[i] += dx.value(i);
    }
    emulation::launch(shape.grid, kPoolThreads, 0, backward, x.data(), dy.data(), dx.data(), shape.n, shape.h, shape.w,
                      shape.c, shape.size, shape.stride, shape.max, shape.accumulate);
    check::near("dx", dx, gradient, area);
}

int main() {
    for (int c : {1, 3, 5, 8, 17, 32}) {
        for (auto [size, stride] : {std::pair{2, 2}, {3, 1}, {3, 2}, {2, 3}, {1, 1}, {5, 4}}) {
            for (int max : {0, 1}) {
                for (int variant : {0, 1}) {
                    Shape shape = {2,      7 + variant, 9 - variant, c,       size,
                                   stride, max,         variant,     variant, 1 + 2 * variant};
                    test<float>(shape, pool_forward_f32, pool_backward_f32);
                    test<bf16>(shape, pool_forward_bf16, pool_backward_bf16);
                    shape.offset = 1 - variant;
                    test<float>(shape, pool_forward_f32, pool_backward_f32);
                    test<bf16>(shape, pool_forward_bf16, pool_backward_bf16);
                }
            }
        }
    }
    return check::report("pool");
}
