#pragma once
#include "device.cuh"

// A thread's way through images of rows x columns pixels of some packs each: it takes every place that its grid leaves
// to it. Knows image, row, column and pack of its place without a division a step: the step's digits are added, with
// carry. The grid has fewer than 2^31 threads.
class Walk {
public:
    long long place;
    int image;
    int row;
    int column;
    int pack;

    DEVICE Walk(int rows, int columns, int packs) : rows(rows), columns(columns), packs(packs) {
        place = gridThread();
        split((unsigned)place, image, row, column, pack);
        split((unsigned)gridThreads(), images_, rows_, columns_, packs_);
    }

    DEVICE void advance() {
        place += gridThreads();
        pack += packs_;
        int carry = pack >= packs;
        pack -= carry ? packs : 0;
        column += columns_ + carry;
        carry = column >= columns;
        column -= carry ? columns : 0;
        row += rows_ + carry;
        carry = row >= rows;
        row -= carry ? rows : 0;
        image += images_ + carry;
    }

private:
    const int rows, columns, packs;
    int images_, rows_, columns_, packs_;  // the digits of a step

    DEVICE void split(unsigned place, int& image, int& row, int& column, int& pack) const {
        pack = (int)(place % packs);
        place /= packs;
        column = (int)(place % columns);
        place /= columns;
        row = (int)(place % rows);
        image = (int)(place / rows);
    }
};
