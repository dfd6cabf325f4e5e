#pragma once
#include "pack.cuh"

// Tiles of pooled pixels of a block on RGB images, and what of an image lies under one.

constexpr int kRgb = 3;            // channels of an image
constexpr int kRgbRun = 3 * kRgb;  // a row of a 3x3 window: 9 neighbours in memory
constexpr int kRgbTaps = 3 * kRgbRun;

constexpr int kRgbTileRows = 8;
constexpr int kRgbTileColumns = 16;
constexpr int kRgbTileHeight = 2 * kRgbTileRows + 2;             // rows of the image under a tile
constexpr int kRgbTileWidth = (2 * kRgbTileColumns + 2) * kRgb;  // floats of the image in one of them
constexpr int kRgbTileRow = (kRgbTileWidth + 3) / 4 * 4;         // from row to row, so that each begins a pack
constexpr int kRgbTileFloats = kRgbTileHeight * kRgbTileRow;

// A tile's image and its first pooled row and column.
struct RgbTile {
    int image;
    int row;
    int column;
};

// Images [n,h,w,3] under a padded 3x3 window and 2x2 pooling.
struct RgbShape {
    int n, h, w, padH, padW;

    // Pooled rows and columns.
    DEVICE int rows() const {
        return (h + 2 * padH - 2) / 2;
    }
    DEVICE int columns() const {
        return (w + 2 * padW - 2) / 2;
    }
    DEVICE int tilesDown() const {
        return (rows() - 1) / kRgbTileRows + 1;
    }
    DEVICE int tilesAcross() const {
        return (columns() - 1) / kRgbTileColumns + 1;
    }
    DEVICE int tiles() const {
        return n * tilesDown() * tilesAcross();
    }
    DEVICE RgbTile tile(int i) const {
        int row = i / tilesAcross();
        return {row / tilesDown(), row % tilesDown() * kRgbTileRows, i % tilesAcross() * kRgbTileColumns};
    }
    // Place of a tile's pooled pixel among all of them.
    DEVICE long long pixel(const RgbTile& tile, int row, int column) const {
        return ((long long)tile.image * rows() + tile.row + row) * columns() + tile.column + column;
    }
};

// Copies the image under a tile to shared memory, as floats, 0 outside of it. A warp copies a row at a time: columns
// and channels are one run of numbers. All reads are under way before the first write; those outside are made inside.
template <int Threads, class T>
DEVICE void loadRgbTile(const T* x, const RgbShape& shape, const RgbTile& tile, float* to) {
    constexpr int warps = Threads / 32;
    constexpr int rounds = (kRgbTileHeight + warps - 1) / warps;
    constexpr int parts = (kRgbTileRow + 31) / 32;
    int warp = threadIdx.x / 32;
    int lane = threadIdx.x % 32;
    int firstRow = 2 * tile.row - shape.padH + warp;
    int first = (2 * tile.column - shape.padW) * kRgb + lane;
    float values[rounds][parts];
#pragma unroll
    for (int round = 0; round < rounds; round++) {
        int row = firstRow + round * warps;
        bool rowInside = row >= 0 && row < shape.h;
        const T* from = x + ((long long)tile.image * shape.h + (rowInside ? row : 0)) * shape.w * kRgb;
#pragma unroll
        for (int part = 0; part < parts; part++) {
            int at = first + 32 * part;
            bool inside = at >= 0 && at < shape.w * kRgb;
            float value = toFloat(from[inside ? at : 0]);
            values[round][part] = rowInside && inside ? value : 0;
        }
    }
#pragma unroll
    for (int round = 0; round < rounds; round++) {
#pragma unroll
        for (int part = 0; part < parts; part++) {
            int row = warp + round * warps;
            int at = lane + 32 * part;
            if (row < kRgbTileHeight && at < kRgbTileRow) {
                to[row * kRgbTileRow + at] = values[round][part];
            }
        }
    }
}
