#pragma once
#include "pack.cuh"

// Sums over the rows of a matrix of rows x c values: each block those of its rows, for every column.

constexpr int kColumnThreads = 256;

// The sum of the packs at one column and rows first, first + step, ...; four rows are under way at a time.
template <int W, class Values>
DEVICE Pack<W> sumRows(long long first, long long step, long long rows, int column, Values values) {
    Pack<W> sum = {};
    long long row = first;
    for (; row + 3 * step < rows; row += 4 * step) {
        Pack<W> packs[4];
#pragma unroll
        for (int i = 0; i < 4; i++) {
            packs[i] = values(row + i * step, column);
        }
#pragma unroll
        for (int i = 0; i < 4; i++) {
            addTo(sum, packs[i]);
        }
    }
    for (; row < rows; row += step) {
        addTo(sum, values(row, column));
    }
    return sum;
}

// partials[blockIdx.x][column] = the sum of values(row, column) over the rows that fall to this block.
// The block stands as groups of threads, a group on a row: a thread has the same columns in all its rows.
// values(row, column) gives the Pack<W> from there on; c is a multiple of W.
template <int W, class Values>
DEVICE void columnSums(long long rows, int c, float* partials, Values values) {
    SHARED(Pack<W>[kColumnThreads], sums);
    int thread = (int)threadIdx.x;
    int packs = c / W;
    int lanes = packs < kColumnThreads ? packs : kColumnThreads;
    int groups = kColumnThreads / lanes;
    int group = thread / lanes;
    long long step = (long long)gridDim.x * groups;
    long long first = group < groups ? (long long)blockIdx.x * groups + group : rows;

    // More than one round only where a row has more packs than the block has threads: then there is one group.
    for (int pack = thread % lanes; pack < packs; pack += lanes) {
        Pack<W> sum = sumRows<W>(first, step, rows, pack * W, values);
        for (int active = groups; active > 1; active = (active + 1) / 2) {
            if (group < active) {
                sums[thread] = sum;
            }
            __syncthreads();
            // Halves meet: what is read here is not written again, so one barrier a round is enough.
            int upper = (active + 1) / 2;
            if (group + upper < active) {
                addTo(sum, sums[thread + upper * lanes]);
            }
        }
        if (group == 0) {
#pragma unroll
            for (int i = 0; i < W; i++) {
                partials[(long long)blockIdx.x * c + pack * W + i] = sum.at[i];
            }
        }
    }
}
