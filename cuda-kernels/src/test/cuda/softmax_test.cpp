#include "softmax.cu"

#include "check.h"

using check::Buffer;
using check::Random;

struct Shape {
    int n, classes, offset, grid;
    double size;  // of the logits

    std::string name(const char* kernel, const char* type) const {
        return check::text("%s_%s n %d classes %d offset %d grid %d logits up to %g", kernel, type, n, classes, offset,
                           grid, size);
    }
};

// The log of a row's probabilities.
template <class T>
std::vector<double> logSoftmax(Buffer<T>& logits, int row, int classes) {
    double largest = -INFINITY, sum = 0;
    for (int j = 0; j < classes; j++) {
        largest = std::fmax(largest, logits.value(row * classes + j));
    }
    for (int j = 0; j < classes; j++) {
        sum += std::exp(logits.value(row * classes + j) - largest);
    }
    std::vector<double> logs(classes);
    for (int j = 0; j < classes; j++) {
        logs[j] = logits.value(row * classes + j) - largest - std::log(sum);
    }
    return logs;
}

template <class T, class Softmax, class Forward, class Backward>
void test(Shape shape, int accumulate, Softmax softmax, Forward forward, Backward backward) {
    int n = shape.n, classes = shape.classes;
    Random random(classes);
    Buffer<T> logits(n * classes, shape.offset), dlogits(n * classes, shape.offset);
    Buffer<float> probabilities(n * classes, shape.offset), shares(n), rowLosses(n, shape.offset), dloss(1);
    Buffer<int> labels(n);
    logits.fill(random, -shape.size, shape.size), shares.fill(random, 0, 1), dlogits.fill(random), dloss.fill(random);
    std::vector<double> expected, losses, gradient;
    for (int i = 0; i < n; i++) {
        labels[i] = random.below(classes);
        std::vector<double> logs = logSoftmax(logits, i, classes);
        losses.push_back(-shares[i] * logs[labels[i]]);
        for (int j = 0; j < classes; j++) {
            expected.push_back(std::exp(logs[j]));
            double before = accumulate ? dlogits.value(i * classes + j) : 0;
            gradient.push_back(before + dloss[0] * shares[i] * (std::exp(logs[j]) - (j == labels[i])));
        }
    }
    check::begin(shape.name("softmax", check::nameOf<T>()));
    emulation::launch(shape.grid, kSoftmaxThreads, 0, softmax, logits.data(), probabilities.data(), n, classes);
    check::near("probabilities", probabilities, expected);

    check::begin(shape.name("cross_entropy_forward", check::nameOf<T>()));
    probabilities.fill(random);
    emulation::launch(shape.grid, kSoftmaxThreads, 0, forward, logits.data(), labels.data(), shares.data(),
                      probabilities.data(), rowLosses.data(), n, classes);
    check::near("probabilities", probabilities, expected);
    check::near("losses", rowLosses, losses, 1 + shape.size);

    check::begin(shape.name("cross_entropy_backward", check::nameOf<T>()));
    emulation::launch(shape.grid, kSoftmaxThreads, 0, backward, probabilities.data(), labels.data(), shares.data(),
                      dloss.data(), dlogits.data(), n, classes, accumulate);
    check::near("dlogits", dlogits, gradient, 2);
}

void testSum(int length) {
    check::begin(check::text("sum_floats length %d", length));
    Random random(length);
    Buffer<float> x(length, 1), y(1);
    x.fill(random);
    double sum = 0;
    for (int i = 0; i < length; i++) {
        sum += x.value(i);
    }
    emulation::launch(1, kSumThreads, 0, sum_floats, x.data(), y.data(), length);
    check::near("y", y, {sum}, length);
}

int main() {
    for (int n : {1, 3, 9}) {
        for (int classes : {1, 2, 4, 31, 32, 100}) {
            for (int grid : {1, 2}) {
                for (double size : {1.0, 300.0}) {
                    Shape shape = {n, classes, n % 2, grid, size};
                    test<float>(shape, n % 3 == 0, softmax_f32, cross_entropy_forward_f32, cross_entropy_backward_f32);
                    test<bf16>(shape, n % 3 == 0, softmax_bf16, cross_entropy_forward_bf16,
                               cross_entropy_backward_bf16);
                }
            }
        }
    }
    for (int length : {1, 31, 64, 256, 1000}) {
        testSum(length);
    }
    return check::report("softmax");
}
