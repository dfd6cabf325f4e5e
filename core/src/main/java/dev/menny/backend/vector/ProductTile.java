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
}
