#include "sample.cu"

#include "check.h"

using check::Buffer;
using check::Random;

// Pictures of noise, one after the other, with gaps up to the next multiple of 16 bytes.
struct Album {
    int c;
    std::vector<Placement> pictures;  // start, height and width
    Buffer<unsigned char> bytes;

    Album(int c, const std::vector<std::pair<int, int>>& sizes, size_t offset)
        : c(c), bytes(lengthOf(c, sizes), offset) {
        int start = 0;
        for (auto [height, width] : sizes) {
            Placement picture = {};
            picture.start = start, picture.height = height, picture.width = width;
            pictures.push_back(picture);
            start += unitsOf(height * width * c);
        }
        Random random(c);
        bytes.fill(random, 0, 255);
    }

    double at(const Placement& p, int y, int x, int channel) const {
        return bytes.value((size_t)p.start * kPictureAlignment + ((size_t)y * p.width + x) * c + channel);
    }

private:
    static int unitsOf(int length) {
        return (length + kPictureAlignment - 1) / kPictureAlignment;
    }
    static size_t lengthOf(int c, const std::vector<std::pair<int, int>>& sizes) {
        size_t units = 0;
        for (auto [height, width] : sizes) {
            units += unitsOf(height * width * c);
        }
        return units * kPictureAlignment;
    }
};

// The definition, in real numbers.
struct Definition {
    const Album& album;
    const Placement& p;

    std::vector<double> pixel(int row, int column) const {
        std::vector<double> pixel(album.c, 0.0);
        for (int i = row * p.down; i < (row + 1) * p.down; i++) {
            for (int j = column * p.across; j < (column + 1) * p.across; j++) {
                double down = clamp(i, position(p.firstRow), position(p.lastRow));
                double across = clamp(j, position(p.firstColumn), position(p.lastColumn));
                double y = position(p.y) + down * step(p.yDown) + across * step(p.yAcross);
                double x = position(p.x) + down * step(p.xDown) + across * step(p.xAcross);
                y = clamp(y, position(p.minY), position(p.maxY));
                x = clamp(x, position(p.minX), position(p.maxX));
                for (int c = 0; c < album.c; c++) {
                    pixel[c] += between(y, x, c) / 255 / p.down / p.across;
                }
            }
        }
        return pixel;
    }

private:
    static double position(int value) {
        return value / 65536.0;
    }
    static double step(int value) {
        return value / 268435456.0;
    }
    static double clamp(double value, double least, double most) {
        return std::max(least, std::min(most, value));
    }
    // Each pixel within reach counts by how close it is.
    double between(double y, double x, int c) const {
        double sum = 0;
        for (int row = (int)y; row < p.height && row <= y + 1; row++) {
            for (int column = (int)x; column < p.width && column <= x + 1; column++) {
                double share = std::max(0.0, 1 - std::fabs(y - row)) * std::max(0.0, 1 - std::fabs(x - column));
                sum += share * album.at(p, row, column, c);
            }
        }
        return sum;
    }
};

std::vector<double> coloured(const std::vector<double>& pixel, const Buffer<float>& colours, size_t at) {
    std::vector<double> changed;
    for (size_t c = 0; c < pixel.size(); c++) {
        double sum = colours.value(at + c * (pixel.size() + 1) + pixel.size());
        for (size_t from = 0; from < pixel.size(); from++) {
            sum += colours.value(at + c * (pixel.size() + 1) + from) * pixel[from];
        }
        changed.push_back(std::max(0.0, std::min(1.0, sum)));
    }
    return changed;
}

// A picture turned, scaled and moved at random, with limits that often matter.
Placement place(const Album& album, int h, int w, Random& random) {
    Placement p = album.pictures[random.below((int)album.pictures.size())];
    bool part = random.below(3) == 0;
    p.rows = part ? 1 + random.below(h) : h;
    p.columns = part ? 1 + random.below(w) : w;
    p.top = random.below(h - p.rows + 1);
    p.left = random.below(w - p.columns + 1);
    p.down = 1 + random.below(3);
    p.across = 1 + random.below(3);
    auto position = [&](double low, double high) { return (int)std::floor(random.uniform(low, high) * 65536); };
    auto step = [&](double size) { return (int)std::floor(random.uniform(-size, size) * 268435456); };
    p.firstRow = position(-5, p.rows * p.down / 2.0);
    p.lastRow = position(p.rows * p.down / 2.0, p.rows * p.down + 5);
    p.firstColumn = position(-5, p.columns * p.across / 2.0);
    p.lastColumn = position(p.columns * p.across / 2.0, p.columns * p.across + 5);
    p.y = position(-3, p.height + 2), p.x = position(-3, p.width + 2);
    p.yDown = step(1.5), p.yAcross = step(1.5), p.xDown = step(1.5), p.xAcross = step(1.5);
    p.minY = position(0, (p.height - 1) / 2.0), p.minX = position(0, (p.width - 1) / 2.0);
    p.maxY = position((p.height - 1) / 2.0, p.height - 1), p.maxX = position((p.width - 1) / 2.0, p.width - 1);
    return p;
}

struct Shape {
    int n, h, w, c, stages;
    dim3 grid;
    size_t offset;
};

template <class T, class Kernel>
void testShape(Shape s, Kernel kernel, const std::vector<std::pair<int, int>>& sizes) {
    check::begin(check::text("sample_%s %dx%dx%dx%d, %d stages, grid %u %u, offset %zu", check::nameOf<T>(), s.n, s.h,
                             s.w, s.c, s.stages, s.grid.x, s.grid.y, s.offset));
    Random random(s.n * s.h + s.w + s.stages);
    Album album(s.c, sizes, s.offset);
    Buffer<int> placements(s.n * 23, s.offset);
    for (int image = 0; image < s.n; image++) {
        Placement p = place(album, s.h, s.w, random);
        memcpy(placements.data() + image * 23, &p, sizeof p);
    }
    size_t stageLength = s.c * (s.c + 1);
    Buffer<float> colours(s.n * s.stages * stageLength, s.offset);
    colours.fill(random, -0.6, 0.9);
    const float fill = 0.25f;
    std::vector<double> expected;
    for (int i = 0; i < s.n * s.h * s.w; i++) {
        int image = i / s.w / s.h;
        Placement p;
        memcpy(&p, placements.data() + image * 23, sizeof p);
        int row = i / s.w % s.h - p.top, column = i % s.w - p.left;
        bool inside = row >= 0 && row < p.rows && column >= 0 && column < p.columns;
        std::vector<double> pixel(s.c, fill);
        if (inside) {
            pixel = Definition{album, p}.pixel(row, column);
            for (int stage = 0; stage < s.stages; stage++) {
                pixel = coloured(pixel, colours, (image * s.stages + stage) * stageLength);
            }
        }
        expected.insert(expected.end(), pixel.begin(), pixel.end());
    }
    Buffer<T> y(expected.size(), s.offset);
    emulation::launch(s.grid, kSampleThreads, 0, kernel, album.bytes.data(), placements.data(),
                      s.stages == 0 ? nullptr : colours.data(), y.data(), s.n, s.h, s.w, s.c, s.stages, fill);
    check::near("y", y, expected);
}

// One picture as it is: the bits of bytes divided by 255, whatever the rest of the arithmetic.
void testIdentity(int c) {
    check::begin(check::text("sample_f32 of a picture as it is, %d channels", c));
    Album album(c, {{3, 4}, {7, 9}}, 0);
    Placement p = album.pictures[1];
    p.rows = 7, p.columns = 9, p.down = p.across = 1;
    p.lastRow = p.maxY = 6 << 16, p.lastColumn = p.maxX = 8 << 16;
    p.yDown = p.xAcross = 1 << 28;
    Buffer<int> placement(23);
    memcpy(placement.data(), &p, sizeof p);
    Buffer<float> y(7 * 9 * c);
    emulation::launch(1, kSampleThreads, 0, sample_f32, album.bytes.data(), placement.data(), (const float*)nullptr,
                      y.data(), 1, 7, 9, c, 0, 0.0f);
    std::vector<double> expected;
    for (int i = 0; i < 7 * 9 * c; i++) {
        expected.push_back((float)album.bytes[(size_t)p.start * kPictureAlignment + i] / 255.0f);
    }
    check::equal("y", y, expected);
}

// Far from a picture's first pixel, positions are as exact as near it.
void testWidePicture() {
    check::begin("sample_f32 of a picture of 6000 columns");
    Album album(1, {{2, 6000}}, 0);
    Placement p = album.pictures[0];
    p.rows = 1, p.columns = 5, p.down = p.across = 1;
    p.lastColumn = 4 << 16, p.maxX = 5999 << 16, p.maxY = 1 << 16;
    p.y = 0x4000;
    p.x = (5990 << 16) + 1;
    p.xAcross = (3 << 28) / 2 + 1;
    Buffer<int> placement(23);
    memcpy(placement.data(), &p, sizeof p);
    std::vector<double> expected;
    for (int column = 0; column < 5; column++) {
        expected.push_back(Definition{album, p}.pixel(0, column)[0]);
    }
    Buffer<float> y(5);
    emulation::launch(1, kSampleThreads, 0, sample_f32, album.bytes.data(), placement.data(), (const float*)nullptr,
                      y.data(), 1, 1, 5, 1, 0, 0.0f);
    check::near("y", y, expected);
}

int main() {
    const std::vector<std::pair<int, int>> sizes = {{9, 13}, {1, 1}, {25, 18}, {1, 7}, {4, 4}};
    for (int c : {1, 3}) {
        for (int stages : {0, 1, 3}) {
            for (size_t offset : {0, 1}) {
                for (Shape s : {Shape{1, 1, 1, c, stages, dim3(1, 1), offset},
                                {7, 5, 8, c, stages, dim3(1, 7), offset},
                                {5, 21, 30, c, stages, dim3(2, 2), offset},
                                {3, 40, 13, c, stages, dim3(5, 9), offset}}) {
                    testShape<float>(s, sample_f32, sizes);
                    testShape<bf16>(s, sample_bf16, sizes);
                }
            }
        }
        testIdentity(c);
    }
    testWidePicture();
    return check::report("sample");
}
