#include "bias.cu"

#include "check.h"

using check::Buffer;
using check::Random;

struct Shape {
    int rows, c, offset, grid;

    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s rows %d c %d offset %d grid %d", kernel, type, rows, c, offset, grid);
    }
};

template <class T, class Kernel>
void testAddBias(Shape shape, Kernel kernel) {
    check::begin(shape.name("add_bias", check::nameOf<T>()));
    Random random(shape.c);
    Buffer<T> y(shape.rows * shape.c, shape.offset);
    Buffer<float> bias(shape.c, shape.offset);
    y.fill(random), bias.fill(random);
    std::vector<double> expected = y.values();
    for (size_t i = 0; i < expected.size(); i++) {
        expected[i] += bias[i % shape.c];
    }
    emulation::launch(shape.grid, kColumnThreads, 0, kernel, y.data(), bias.data(), (long long)shape.rows, shape.c);
    check::near("y", y, expected, 2);
}

template <class T, class Kernel>
void testColumnSums(Shape shape, int accumulate, Kernel kernel) {
    check::begin(shape.name("column_sums", check::nameOf<T>()));
    Random random(shape.rows);
    Buffer<T> dy(shape.rows * shape.c, shape.offset);
    dy.fill(random);
    Buffer<float> partials(shape.grid * shape.c, shape.offset), sums(shape.c, shape.offset);
    sums.fill(random);
    std::vector<double> expected(shape.c);
    for (int j = 0; j < shape.c; j++) {
        expected[j] = accumulate ? sums[j] : 0;
        for (int i = 0; i < shape.rows; i++) {
            expected[j] += dy.value(i * shape.c + j);
        }
    }
    emulation::launch(shape.grid, kColumnThreads, 0, kernel, dy.data(), partials.data(), (long long)shape.rows,
                      shape.c);
    // One block fewer than there are tiles, where there are several: blocks must come back for more.
    int tiles = (shape.c + kReduceColumns - 1) / kReduceColumns;
    emulation::launch(tiles > 1 ? tiles - 1 : 1, kReduceThreads, 0, reduce_partials, partials.data(), sums.data(),
                      shape.grid, shape.c, accumulate);
    check::near("sums", sums, expected, shape.rows);
}

int main() {
    for (int c : {1, 3, 4, 5, 8, 17, 32, 100, 512}) {
        for (int rows : {1, 7, 100}) {
            for (int offset : {0, 1}) {
                for (int grid : {1, 5}) {
                    Shape shape = {rows, c, offset, grid};
                    testAddBias<float>(shape, add_bias_f32);
                    testAddBias<bf16>(shape, add_bias_bf16);
                    testColumnSums<float>(shape, offset, column_sums_f32);
                    testColumnSums<bf16>(shape, 1 - offset, column_sums_bf16);
                }
            }
        }
    }
    testColumnSums<float>({5000, 8, 0, 40}, 0, column_sums_f32);
    testColumnSums<bf16>({9, 2056, 0, 3}, 0, column_sums_bf16);
    testColumnSums<float>({9, 1100, 0, 3}, 0, column_sums_f32);
    return check::report("bias");
}
