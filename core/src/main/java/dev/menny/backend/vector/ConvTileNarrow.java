package dev.menny.backend.vector;

import static dev.menny.backend.vector.ConvTile.store;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** {@link ConvTile} where a panel has one vector of output channels at most. */
final class ConvTileNarrow {
    private ConvTileNarrow() {}

    /** 16 neighbouring output pixels times one vector of output channels, the first of a panel. */
    static void sixteen(
            Taps taps,
            int at,
            int step,
            float[] w,
            int wo,
            float[] bias,
            int bo,
            float[] y,
            int yo,
            int ldy,
            boolean add) {
        float[] x = taps.values();
        int[] rows = taps.rows();
        int run = taps.run();
        FloatVector start = load(bias, bo);
        FloatVector y0 = start;
        FloatVector y1 = start;
        FloatVector y2 = start;
        FloatVector y3 = start;
        FloatVector y4 = start;
        FloatVector y5 = start;
        FloatVector y6 = start;
        FloatVector y7 = start;
        FloatVector y8 = start;
        FloatVector y9 = start;
        FloatVector y10 = start;
        FloatVector y11 = start;
        FloatVector y12 = start;
        FloatVector y13 = start;
        FloatVector y14 = start;
        FloatVector y15 = start;
        for (int r = 0; r < taps.height(); r++) {
            int panel = wo + r * run * PANEL;
            int x0 = rows[r] + at;
            int x1 = x0 + step;
            int x2 = x1 + step;
            int x3 = x2 + step;
            int x4 = x3 + step;
            int x5 = x4 + step;
            int x6 = x5 + step;
            int x7 = x6 + step;
            int x8 = x7 + step;
            int x9 = x8 + step;
            int x10 = x9 + step;
            int x11 = x10 + step;
            int x12 = x11 + step;
            int x13 = x12 + step;
            int x14 = x13 + step;
            int x15 = x14 + step;
            for (int i = 0; i < run; i++) {
                FloatVector wa = load(w, panel + i * PANEL);
                y0 = all(x[x0 + i]).fma(wa, y0);
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
        }
        store(y0, y, yo, add);
        store(y1, y, yo + ldy, add);
        store(y2, y, yo + 2 * ldy, add);
        store(y3, y, yo + 3 * ldy, add);
        store(y4, y, yo + 4 * ldy, add);
        store(y5, y, yo + 5 * ldy, add);
        store(y6, y, yo + 6 * ldy, add);
        store(y7, y, yo + 7 * ldy, add);
        store(y8, y, yo + 8 * ldy, add);
        store(y9, y, yo + 9 * ldy, add);
        store(y10, y, yo + 10 * ldy, add);
        store(y11, y, yo + 11 * ldy, add);
        store(y12, y, yo + 12 * ldy, add);
        store(y13, y, yo + 13 * ldy, add);
        store(y14, y, yo + 14 * ldy, add);
        store(y15, y, yo + 15 * ldy, add);
    }
}
