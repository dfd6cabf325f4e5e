package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import dev.menny.backend.host.ScratchPool;
import jdk.incubator.vector.FloatVector;

/**
 * The transforms of Winograd's F(4x4,3x3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016),
 * one vector of channels at a time. A 3x3 window over 6x6 inputs gives 4x4 outputs: transformed, it is 36 products
 * instead of 144.
 *
 * <p>With input d, filter g and output gradient dy, the output is {@code A' [(G g G') (B' d B)] A}, and the filter's
 * gradient {@code G' [(B' d B) (A dy A')] G}, where the products are elementwise and A' stands for A transposed.
 */
final class WinogradTransform {
    /** Output pixels of a tile, in each direction. */
    static final int OUT = 4;

    /** Input pixels of a tile, in each direction. */
    static final int IN = 6;

    /** Products of a tile. */
    static final int POINTS = IN * IN;

    private WinogradTransform() {}

    /**
     * {@code B' d B} for all channels of a tile.
     *
     * @param rows where the tile's six rows begin in {@code x}
     * @param first index of the tile's first row in {@code rows}
     * @param at the tile's first pixel, counted from the beginning of a row
     * @param channels floats of a pixel, a multiple of the lanes
     * @param v receives {@code [POINTS][channels]} from {@code vo} on
     * @param space {@code POINTS} vectors
     */
    static void input(
            float[] x, int[] rows, int first, int at, int channels, float[] v, int vo, ScratchPool.Lease space) {
        float[] half = space.floats();
        int ho = space.offset();
        int x0 = rows[first] + at;
        int x1 = rows[first + 1] + at;
        int x2 = rows[first + 2] + at;
        int x3 = rows[first + 3] + at;
        int x4 = rows[first + 4] + at;
        int x5 = rows[first + 5] + at;
        for (int c = 0; c < channels; c += L) {
            for (int j = 0; j < IN; j++) {
                int column = j * channels + c;
                FloatVector d0 = load(x, x0 + column);
                FloatVector d1 = load(x, x1 + column);
                FloatVector d2 = load(x, x2 + column);
                FloatVector d3 = load(x, x3 + column);
                FloatVector d4 = load(x, x4 + column);
                FloatVector d5 = load(x, x5 + column);
                FloatVector even = d2.fma(all(-4), d4);
                FloatVector odd = d1.fma(all(-4), d3);
                FloatVector near = d4.sub(d2);
                FloatVector far = d3.sub(d1);
                int to = ho + j * L;
                d0.fma(all(4), d2.fma(all(-5), d4)).intoArray(half, to);
                even.add(odd).intoArray(half, to + IN * L);
                even.sub(odd).intoArray(half, to + 2 * IN * L);
                far.fma(all(2), near).intoArray(half, to + 3 * IN * L);
                far.fma(all(-2), near).intoArray(half, to + 4 * IN * L);
                d1.fma(all(4), d3.fma(all(-5), d5)).intoArray(half, to + 5 * IN * L);
            }
            for (int i = 0; i < IN; i++) {
                int row = ho + i * IN * L;
                FloatVector d0 = load(half, row);
                FloatVector d1 = load(half, row + L);
                FloatVector d2 = load(half, row + 2 * L);
                FloatVector d3 = load(half, row + 3 * L);
                FloatVector d4 = load(half, row + 4 * L);
                FloatVector d5 = load(half, row + 5 * L);
                FloatVector even = d2.fma(all(-4), d4);
                FloatVector odd = d1.fma(all(-4), d3);
                FloatVector near = d4.sub(d2);
                FloatVector far = d3.sub(d1);
                int to = vo + i * IN * channels + c;
                d0.fma(all(4), d2.fma(all(-5), d4)).intoArray(v, to);
                even.add(odd).intoArray(v, to + channels);
                even.sub(odd).intoArray(v, to + 2 * channels);
                far.fma(all(2), near).intoArray(v, to + 3 * channels);
                far.fma(all(-2), near).intoArray(v, to + 4 * channels);
                d1.fma(all(4), d3.fma(all(-5), d5)).intoArray(v, to + 5 * channels);
            }
        }
    }

    /**
     * {@code A' m A} plus a bias, for one vector of channels.
     *
     * @param m products; point p lies at {@code mo + p * ldm}
     * @param z receives 4x4 pixels: pixel j of row i at {@code zo + i * ldRow + j * ldPixel}
     * @param add true to add to z
     * @param space {@code OUT * IN} vectors
     */
    static void output(
            float[] m,
            int mo,
            int ldm,
            float[] bias,
            int bo,
            float[] z,
            int zo,
            int ldRow,
            int ldPixel,
            boolean add,
            ScratchPool.Lease space) {
        float[] half = space.floats();
        int ho = space.offset();
        for (int j = 0; j < IN; j++) {
            int column = mo + j * ldm;
            FloatVector m0 = load(m, column);
            FloatVector m1 = load(m, column + IN * ldm);
            FloatVector m2 = load(m, column + 2 * IN * ldm);
            FloatVector m3 = load(m, column + 3 * IN * ldm);
            FloatVector m4 = load(m, column + 4 * IN * ldm);
            FloatVector m5 = load(m, column + 5 * IN * ldm);
            FloatVector near = m1.add(m2);
            FloatVector nearOdd = m1.sub(m2);
            FloatVector far = m3.add(m4);
            FloatVector farOdd = m3.sub(m4);
            int to = ho + j * L;
            m0.add(near).add(far).intoArray(half, to);
            farOdd.fma(all(2), nearOdd).intoArray(half, to + IN * L);
            far.fma(all(4), near).intoArray(half, to + 2 * IN * L);
            farOdd.fma(all(8), nearOdd).add(m5).intoArray(half, to + 3 * IN * L);
        }
        FloatVector b = load(bias, bo);
        for (int i = 0; i < OUT; i++) {
            int row = ho + i * IN * L;
            FloatVector m1 = load(half, row + L);
            FloatVector m2 = load(half, row + 2 * L);
            FloatVector m3 = load(half, row + 3 * L);
            FloatVector m4 = load(half, row + 4 * L);
            FloatVector near = m1.add(m2).add(b);
            FloatVector nearOdd = m1.sub(m2).add(b);
            FloatVector far = m3.add(m4);
            FloatVector farOdd = m3.sub(m4);
            FloatVector z0 = load(half, row).add(near).add(far);
            FloatVector z1 = farOdd.fma(all(2), nearOdd);
            FloatVector z2 = far.fma(all(4), near);
            FloatVector z3 = farOdd.fma(all(8), nearOdd).add(load(half, row + 5 * L));
            int to = zo + i * ldRow;
            if (add) {
                z0 = z0.add(load(z, to));
                z1 = z1.add(load(z, to + ldPixel));
                z2 = z2.add(load(z, to + 2 * ldPixel));
                z3 = z3.add(load(z, to + 3 * ldPixel));
            }
            z0.intoArray(z, to);
            z1.intoArray(z, to + ldPixel);
            z2.intoArray(z, to + 2 * ldPixel);
            z3.intoArray(z, to + 3 * ldPixel);
        }
    }

    /**
     * {@code A dy A'} for one vector of channels.
     *
     * @param rows where the tile's four rows begin in {@code dy}
     * @param first index of the tile's first row in {@code rows}
     * @param at the tile's first pixel and channel, counted from the beginning of a row
     * @param ldPixel floats of a pixel
     * @param d receives the points; point p lies at {@code to + p * ldd}
     * @param space {@code OUT * IN} vectors
     */
    static void gradient(
            float[] dy,
            int[] rows,
            int first,
            int at,
            int ldPixel,
            float[] d,
            int to,
            int ldd,
            ScratchPool.Lease space) {
        float[] half = space.floats();
        int ho = space.offset();
        int r0 = rows[first] + at;
        int r1 = rows[first + 1] + at;
        int r2 = rows[first + 2] + at;
        int r3 = rows[first + 3] + at;
        for (int j = 0; j < OUT; j++) {
            int column = j * ldPixel;
            FloatVector g0 = load(dy, r0 + column);
            FloatVector g1 = load(dy, r1 + column);
            FloatVector g2 = load(dy, r2 + column);
            FloatVector g3 = load(dy, r3 + column);
            FloatVector even = g0.add(g2);
            FloatVector odd = g1.add(g3);
            FloatVector farEven = g2.fma(all(4), g0);
            FloatVector farOdd = g3.fma(all(4), g1);
            int at0 = ho + j * L;
            g0.intoArray(half, at0);
            even.add(odd).intoArray(half, at0 + OUT * L);
            even.sub(odd).intoArray(half, at0 + 2 * OUT * L);
            farOdd.fma(all(2), farEven).intoArray(half, at0 + 3 * OUT * L);
            farOdd.fma(all(-2), farEven).intoArray(half, at0 + 4 * OUT * L);
            g3.intoArray(half, at0 + 5 * OUT * L);
        }
        for (int i = 0; i < IN; i++) {
            int row = ho + i * OUT * L;
            FloatVector g0 = load(half, row);
            FloatVector g1 = load(half, row + L);
            FloatVector g2 = load(half, row + 2 * L);
            FloatVector g3 = load(half, row + 3 * L);
            FloatVector even = g0.add(g2);
            FloatVector odd = g1.add(g3);
            FloatVector farEven = g2.fma(all(4), g0);
            FloatVector farOdd = g3.fma(all(4), g1);
            int point = to + i * IN * ldd;
            g0.intoArray(d, point);
            even.add(odd).intoArray(d, point + ldd);
            even.sub(odd).intoArray(d, point + 2 * ldd);
            farOdd.fma(all(2), farEven).intoArray(d, point + 3 * ldd);
            farOdd.fma(all(-2), farEven).intoArray(d, point + 4 * ldd);
            g3.intoArray(d, point + 5 * ldd);
        }
    }
}
