package dev.menny.backend.vector;

import java.util.Arrays;

/**
 * The input rows under a row of windows.
 *
 * @param values the array that holds the rows, each padded with zeros on both sides
 * @param rows where each row begins in {@code values}, top to bottom
 * @param height rows of the kernel
 * @param run floats of a window's row: kernel width times channels, contiguous
 */
record Taps(float[] values, int[] rows, int height, int run) {
    /** The rows under the windows that lie {@code stride} input rows further down. */
    Taps below(int stride) {
        return new Taps(values, Arrays.copyOfRange(rows, stride, stride + height), height, run);
    }
}
