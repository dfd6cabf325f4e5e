package dev.menny.backend.scalar;

import java.util.Arrays;

/**
 * The matrix product under every layer: {@code c += a b}, where each row of b and c is an array of its own.
 *
 * <p>The JIT compiler vectorises a loop only where all arrays are read and written at the same index, so rows start at
 * index 0, and only where the body is small: 2x4 with sums written as a chain compiles to vectors, 4x4 does not.
 */
final class RowProduct {
    /** Rows of c that are computed at once; their number is padded to a multiple of it. */
    static final int ROWS = 2;

    /** Rows of b that are added at once; their number is padded to a multiple of it, with zeros in a and b. */
    static final int TERMS = 4;

    private RowProduct() {}

    /** Rounds the number of rows of c up. */
    static int padRows(int rows) {
        return Math.ceilDiv(rows, ROWS) * ROWS;
    }

    /** Rounds the number of rows of b up. */
    static int padTerms(int terms) {
        return Math.ceilDiv(terms, TERMS) * TERMS;
    }

    /**
     * Adds a product to the rows of c.
     *
     * @param c sums, of which {@code padRows(rows)} exist
     * @param b factors, of which {@code padTerms(terms)} exist; those beyond {@code terms} hold zeros
     * @param a coefficients: {@code a[at + i * stride + j]} multiplies {@code b[j]} into {@code c[i]}, padded like b and c
     * @param length elements of a row
     */
    static void add(float[][] c, int rows, float[][] b, int terms, float[] a, int at, int stride, int length) {
        for (int i = 0; i < rows; i += ROWS) {
            float[] c0 = c[i];
            float[] c1 = c[i + 1];
            int from = at + i * stride;
            for (int j = 0; j < terms; j += TERMS) {
                addFour(c0, c1, b[j], b[j + 1], b[j + 2], b[j + 3], a, from + j, from + stride + j, length);
            }
        }
    }

    /**
     * Moves sums to totals and starts the sums again at 0: a sum of sums of a few hundred terms loses far fewer bits
     * than one long sum.
     */
    static void drain(float[][] sums, float[][] totals, int rows, int length) {
        for (int i = 0; i < rows; i++) {
            addTo(totals[i], sums[i], length);
            Arrays.fill(sums[i], 0, length, 0);
        }
    }

    private static void addTo(float[] total, float[] sum, int length) {
        for (int i = 0; i < length; i++) {
            total[i] += sum[i];
        }
    }

    private static void addFour(
            float[] c0,
            float[] c1,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] a,
            int at0,
            int at1,
            int length) {
        float a00 = a[at0];
        float a01 = a[at0 + 1];
        float a02 = a[at0 + 2];
        float a03 = a[at0 + 3];
        float a10 = a[at1];
        float a11 = a[at1 + 1];
        float a12 = a[at1 + 2];
        float a13 = a[at1 + 3];
        for (int i = 0; i < length; i++) {
            float x0 = b0[i];
            float x1 = b1[i];
            float x2 = b2[i];
            float x3 = b3[i];
            float y0 = c0[i];
            float y1 = c1[i];
            c0[i] = y0 + a00 * x0 + a01 * x1 + a02 * x2 + a03 * x3;
            c1[i] = y1 + a10 * x0 + a11 * x1 + a12 * x2 + a13 * x3;
        }
    }
}
