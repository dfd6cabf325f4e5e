package dev.menny.backend.scalar;

import dev.menny.backend.Conv2dSpec;

/**
 * What a convolution and its gradient with respect to the input have in common: a kernel slides over an input whose
 * pixels may stand apart, with zeros between and around them.
 *
 * @param n images
 * @param inH rows of the input
 * @param inW columns of the input
 * @param inC channels of the input
 * @param spreadH rows from one input row to the next; above 1 there are rows of zeros between
 * @param spreadW columns from one input column to the next
 * @param r kernel height
 * @param s kernel width
 * @param strideH rows from one position of the kernel to the next
 * @param strideW columns from one position of the kernel to the next
 * @param padTop rows of zeros above the input; below zero, rows that are cut off
 * @param padLeft columns of zeros left of the input; below zero, columns that are cut off
 * @param outH rows of the output
 * @param outW columns of the output
 * @param outC channels of the output
 */
record Correlation(
        int n,
        int inH,
        int inW,
        int inC,
        int spreadH,
        int spreadW,
        int r,
        int s,
        int strideH,
        int strideW,
        int padTop,
        int padLeft,
        int outH,
        int outW,
        int outC) {
    // Up to this many taps, all of them fit the second-level cache beside each other for one tile.
    private static final int MOST_TAPS = 512;

    /** The convolution itself: x in, y out. */
    static Correlation forward(Conv2dSpec spec) {
        return new Correlation(
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                1,
                1,
                spec.r(),
                spec.s(),
                spec.window().strideH(),
                spec.window().strideW(),
                spec.window().padH(),
                spec.window().padW(),
                spec.oh(),
                spec.ow(),
                spec.k());
    }

    /** The gradient of the input: dy in, spread by the stride, dx out, the kernel turned by half a circle. */
    static Correlation backwardData(Conv2dSpec spec) {
        return new Correlation(
                spec.n(),
                spec.oh(),
                spec.ow(),
                spec.k(),
                spec.window().strideH(),
                spec.window().strideW(),
                spec.r(),
                spec.s(),
                1,
                1,
                spec.r() - 1 - spec.window().padH(),
                spec.s() - 1 - spec.window().padW(),
                spec.h(),
                spec.w(),
                spec.c());
    }

    /** Kernel rows that are multiplied together: all of a small kernel, else one after another. */
    int rowsPerGroup() {
        return r * s * inC <= MOST_TAPS ? r : 1;
    }

    /** Elements of the kernel that meet in one group. */
    int tapsPerGroup() {
        return rowsPerGroup() * s * inC;
    }

    /** Number of groups. */
    int groups() {
        return r / rowsPerGroup();
    }
}
