package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** The innermost loops of {@code dyᵀ x}: each weight's gradient is summed in a register and written once. */
final class OuterTile {
    private OuterTile() {}

    /** Four rows of dw, four vectors wide, summed over the batch. */
    static void four(
            int n,
            float[] dy,
            int dyo,
            int lddy,
            float[] x,
            int xo,
            int ldx,
            float[] dw,
            int dwo,
            int lddw,
            boolean add) {
        FloatVector d00 = add ? load(dw, dwo) : FloatVector.zero(F);
        FloatVector d01 = add ? load(dw, dwo + L) : FloatVector.zero(F);
        FloatVector d02 = add ? load(dw, dwo + 2 * L) : FloatVector.zero(F);
        FloatVector d03 = add ? load(dw, dwo + 3 * L) : FloatVector.zero(F);
        FloatVector d10 = add ? load(dw, dwo + lddw) : FloatVector.zero(F);
        FloatVector d11 = add ? load(dw, dwo + lddw + L) : FloatVector.zero(F);
        FloatVector d12 = add ? load(dw, dwo + lddw + 2 * L) : FloatVector.zero(F);
        FloatVector d13 = add ? load(dw, dwo + lddw + 3 * L) : FloatVector.zero(F);
        FloatVector d20 = add ? load(dw, dwo + 2 * lddw) : FloatVector.zero(F);
        FloatVector d21 = add ? load(dw, dwo + 2 * lddw + L) : FloatVector.zero(F);
        FloatVector d22 = add ? load(dw, dwo + 2 * lddw + 2 * L) : FloatVector.zero(F);
        FloatVector d23 = add ? load(dw, dwo + 2 * lddw + 3 * L) : FloatVector.zero(F);
        FloatVector d30 = add ? load(dw, dwo + 3 * lddw) : FloatVector.zero(F);
        FloatVector d31 = add ? load(dw, dwo + 3 * lddw + L) : FloatVector.zero(F);
        FloatVector d32 = add ? load(dw, dwo + 3 * lddw + 2 * L) : FloatVector.zero(F);
        FloatVector d33 = add ? load(dw, dwo + 3 * lddw + 3 * L) : FloatVector.zero(F);
        for (int i = 0; i < n; i++) {
            int row = xo + i * ldx;
            FloatVector x0 = load(x, row);
            FloatVector x1 = load(x, row + L);
            FloatVector x2 = load(x, row + 2 * L);
            FloatVector x3 = load(x, row + 3 * L);
            int gradient = dyo + i * lddy;
            FloatVector g = all(dy[gradient]);
            d00 = g.fma(x0, d00);
            d01 = g.fma(x1, d01);
            d02 = g.fma(x2, d02);
            d03 = g.fma(x3, d03);
            g = all(dy[gradient + 1]);
            d10 = g.fma(x0, d10);
            d11 = g.fma(x1, d11);
            d12 = g.fma(x2, d12);
            d13 = g.fma(x3, d13);
            g = all(dy[gradient + 2]);
            d20 = g.fma(x0, d20);
            d21 = g.fma(x1, d21);
            d22 = g.fma(x2, d22);
            d23 = g.fma(x3, d23);
            g = all(dy[gradient + 3]);
            d30 = g.fma(x0, d30);
            d31 = g.fma(x1, d31);
            d32 = g.fma(x2, d32);
            d33 = g.fma(x3, d33);
        }
        d00.intoArray(dw, dwo);
        d01.intoArray(dw, dwo + L);
        d02.intoArray(dw, dwo + 2 * L);
        d03.intoArray(dw, dwo + 3 * L);
        d10.intoArray(dw, dwo + lddw);
        d11.intoArray(dw, dwo + lddw + L);
        d12.intoArray(dw, dwo + lddw + 2 * L);
        d13.intoArray(dw, dwo + lddw + 3 * L);
        d20.intoArray(dw, dwo + 2 * lddw);
        d21.intoArray(dw, dwo + 2 * lddw + L);
        d22.intoArray(dw, dwo + 2 * lddw + 2 * L);
        d23.intoArray(dw, dwo + 2 * lddw + 3 * L);
        d30.intoArray(dw, dwo + 3 * lddw);
        d31.intoArray(dw, dwo + 3 * lddw + L);
        d32.intoArray(dw, dwo + 3 * lddw + 2 * L);
        d33.intoArray(dw, dwo + 3 * lddw + 3 * L);
    }

    /** One row of dw, four vectors wide, summed over the batch. */
    static void one(
            int n,
            float[] dy,
            int dyo,
            int lddy,
            float[] x,
            int xo,
            int ldx,
            float[] dw,
            int dwo,
            int lddw,
            boolean add) {
        FloatVector d00 = add ? load(dw, dwo) : FloatVector.zero(F);
        FloatVector d01 = add ? load(dw, dwo + L) : FloatVector.zero(F);
        FloatVector d02 = add ? load(dw, dwo + 2 * L) : FloatVector.zero(F);
        FloatVector d03 = add ? load(dw, dwo + 3 * L) : FloatVector.zero(F);
        for (int i = 0; i < n; i++) {
            int row = xo + i * ldx;
            FloatVector x0 = load(x, row);
            FloatVector x1 = load(x, row + L);
            FloatVector x2 = load(x, row + 2 * L);
            FloatVector x3 = load(x, row + 3 * L);
            int gradient = dyo + i * lddy;
            FloatVector g = all(dy[gradient]);
            d00 = g.fma(x0, d00);
            d01 = g.fma(x1, d01);
            d02 = g.fma(x2, d02);
            d03 = g.fma(x3, d03);
        }
        d00.intoArray(dw, dwo);
        d01.intoArray(dw, dwo + L);
        d02.intoArray(dw, dwo + 2 * L);
        d03.intoArray(dw, dwo + 3 * L);
    }

    /** The last weights of a row, fewer than a tile, one by one. */
    static void rest(
            int n,
            float[] dy,
            int dyo,
            int lddy,
            float[] x,
            int xo,
            int ldx,
            float[] dw,
            int dwo,
            int count,
            boolean add) {
        for (int i = 0; i < count; i++) {
            float sum = add ? dw[dwo + i] : 0;
            for (int row = 0; row < n; row++) {
                sum = Math.fma(dy[dyo + row * lddy], x[xo + row * ldx + i], sum);
            }
            dw[dwo + i] = sum;
        }
    }
}
