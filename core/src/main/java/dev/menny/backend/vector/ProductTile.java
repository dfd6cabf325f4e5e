package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** The innermost loops of {@code y = x w}: rows of x in place, w a panel {@code [count][PANEL]}. */
final class ProductTile {
    private ProductTile() {}

    /** 8 rows. */
    static void eight(int count, float[] x, int xo, int ldx, float[] w, int wo, float[] y, int yo, int ldy) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector y0a = zero;
        FloatVector y0b = zero;
        FloatVector y1a = zero;
        FloatVector y1b = zero;
        FloatVector y2a = zero;
        FloatVector y2b = zero;
        FloatVector y3a = zero;
        FloatVector y3b = zero;
        FloatVector y4a = zero;
        FloatVector y4b = zero;
        FloatVector y5a = zero;
        FloatVector y5b = zero;
        FloatVector y6a = zero;
        FloatVector y6b = zero;
        FloatVector y7a = zero;
        FloatVector y7b = zero;
        int x1 = xo + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        int x4 = x3 + ldx;
        int x5 = x4 + ldx;
        int x6 = x5 + ldx;
        int x7 = x6 + ldx;
        for (int i = 0; i < count; i++) {
            FloatVector wa = load(w, wo + i * PANEL);
            FloatVector wb = load(w, wo + i * PANEL + L);
            FloatVector v = all(x[xo + i]);
            y0a = v.fma(wa, y0a);
            y0b = v.fma(wb, y0b);
            v = all(x[x1 + i]);
            y1a = v.fma(wa, y1a);
            y1b = v.fma(wb, y1b);
            v = all(x[x2 + i]);
            y2a = v.fma(wa, y2a);
            y2b = v.fma(wb, y2b);
            v = all(x[x3 + i]);
            y3a = v.fma(wa, y3a);
            y3b = v.fma(wb, y3b);
            v = all(x[x4 + i]);
            y4a = v.fma(wa, y4a);
            y4b = v.fma(wb, y4b);
            v = all(x[x5 + i]);
            y5a = v.fma(wa, y5a);
            y5b = v.fma(wb, y5b);
            v = all(x[x6 + i]);
            y6a = v.fma(wa, y6a);
            y6b = v.fma(wb, y6b);
            v = all(x[x7 + i]);
            y7a = v.fma(wa, y7a);
            y7b = v.fma(wb, y7b);
        }
        y0a.intoArray(y, yo);
        y0b.intoArray(y, yo + L);
        y1a.intoArray(y, yo + ldy);
        y1b.intoArray(y, yo + ldy + L);
        y2a.intoArray(y, yo + 2 * ldy);
        y2b.intoArray(y, yo + 2 * ldy + L);
        y3a.intoArray(y, yo + 3 * ldy);
        y3b.intoArray(y, yo + 3 * ldy + L);
        y4a.intoArray(y, yo + 4 * ldy);
        y4b.intoArray(y, yo + 4 * ldy + L);
        y5a.intoArray(y, yo + 5 * ldy);
        y5b.intoArray(y, yo + 5 * ldy + L);
        y6a.intoArray(y, yo + 6 * ldy);
        y6b.intoArray(y, yo + 6 * ldy + L);
        y7a.intoArray(y, yo + 7 * ldy);
        y7b.intoArray(y, yo + 7 * ldy + L);
    }

    /** 4 rows. */
    static void four(int count, float[] x, int xo, int ldx, float[] w, int wo, float[] y, int yo, int ldy) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector y0a = zero;
        FloatVector y0b = zero;
        FloatVector y1a = zero;
        FloatVector y1b = zero;
        FloatVector y2a = zero;
        FloatVector y2b = zero;
        FloatVector y3a = zero;
        FloatVector y3b = zero;
        int x1 = xo + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        for (int i = 0; i < count; i++) {
            FloatVector wa = load(w, wo + i * PANEL);
            FloatVector wb = load(w, wo + i * PANEL + L);
            FloatVector v = all(x[xo + i]);
            y0a = v.fma(wa, y0a);
            y0b = v.fma(wb, y0b);
            v = all(x[x1 + i]);
            y1a = v.fma(wa, y1a);
            y1b = v.fma(wb, y1b);
            v = all(x[x2 + i]);
            y2a = v.fma(wa, y2a);
            y2b = v.fma(wb, y2b);
            v = all(x[x3 + i]);
            y3a = v.fma(wa, y3a);
            y3b = v.fma(wb, y3b);
        }
        y0a.intoArray(y, yo);
        y0b.intoArray(y, yo + L);
        y1a.intoArray(y, yo + ldy);
        y1b.intoArray(y, yo + ldy + L);
        y2a.intoArray(y, yo + 2 * ldy);
        y2b.intoArray(y, yo + 2 * ldy + L);
        y3a.intoArray(y, yo + 3 * ldy);
        y3b.intoArray(y, yo + 3 * ldy + L);
    }

    /** 16 rows times one vector, the first of a panel. */
    static void sixteen(int count, float[] x, int xo, int ldx, float[] w, int wo, float[] y, int yo, int ldy) {
        FloatVector zero = FloatVector.zero(F);
        FloatVector y0 = zero;
        FloatVector y1 = zero;
        FloatVector y2 = zero;
        FloatVector y3 = zero;
        FloatVector y4 = zero;
        FloatVector y5 = zero;
        FloatVector y6 = zero;
        FloatVector y7 = zero;
        FloatVector y8 = zero;
        FloatVector y9 = zero;
        FloatVector y10 = zero;
        FloatVector y11 = zero;
        FloatVector y12 = zero;
        FloatVector y13 = zero;
        FloatVector y14 = zero;
        FloatVector y15 = zero;
        int x1 = xo + ldx;
        int x2 = x1 + ldx;
        int x3 = x2 + ldx;
        int x4 = x3 + ldx;
        int x5 = x4 + ldx;
        int x6 = x5 + ldx;
        int x7 = x6 + ldx;
        int x8 = x7 + ldx;
        int x9 = x8 + ldx;
        int x10 = x9 + ldx;
        int x11 = x10 + ldx;
        int x12 = x11 + ldx;
        int x13 = x12 + ldx;
        int x14 = x13 + ldx;
        int x15 = x14 + ldx;
        for (int i = 0; i < count; i++) {
            FloatVector wa = load(w, wo + i * PANEL);
            y0 = all(x[xo + i]).fma(wa, y0);
            y1 = all(x[x1 + i]).fma(wa, y1);
            y2 = all(x[x2 + i]).fma(wa, y2);
            y3 = all(x[x3 + i]).fma(wa, y3);
            y4 = all(x[x4 + i]).fma(wa, y4);
            y5 = all(x[x5 + i]).fma(wa, y5);
            y6 = all(x[x6 + i]).fma(wa, y6);
            y7 = all(x[x7 + i]).fma(wa, y7);
            y8 = all(x[x8 + i]).fma(wa, y8);
            y9 = all(x[x9 + i]).fma(wa, y9);
            y10 = all(x[x10 + i]).fma(wa, y10);
            y11 = all(x[x11 + i]).fma(wa, y11);
            y12 = all(x[x12 + i]).fma(wa, y12);
            y13 = all(x[x13 + i]).fma(wa, y13);
            y14 = all(x[x14 + i]).fma(wa, y14);
            y15 = all(x[x15 + i]).fma(wa, y15);
        }
        y0.intoArray(y, yo);
        y1.intoArray(y, yo + ldy);
        y2.intoArray(y, yo + 2 * ldy);
        y3.intoArray(y, yo + 3 * ldy);
        y4.intoArray(y, yo + 4 * ldy);
        y5.intoArray(y, yo + 5 * ldy);
        y6.intoArray(y, yo + 6 * ldy);
        y7.intoArray(y, yo + 7 * ldy);
        y8.intoArray(y, yo + 8 * ldy);
        y9.intoArray(y, yo + 9 * ldy);
        y10.intoArray(y, yo + 10 * ldy);
        y11.intoArray(y, yo + 11 * ldy);
        y12.intoArray(y, yo + 12 * ldy);
        y13.intoArray(y, yo + 13 * ldy);
        y14.intoArray(y, yo + 14 * ldy);
        y15.intoArray(y, yo + 15 * ldy);
    }
}
