package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** {@link FilterTile} for windows whose row has nine weights, as 3x3 windows on images of three channels have. */
final class RgbFilterTile {
    /** Weights of a window's row. */
    static final int RUN = 9;

    private RgbFilterTile() {}

    /** 9 neighbouring weights times {@link Lanes#PANEL} output channels. */
    static void wide(
            int pixels, float[] x, int xo, int step, float[] dy, int dyo, int ldy, float[] dw, int at, int ldw) {
        FloatVector d0a = load(dw, at);
        FloatVector d0b = load(dw, at + L);
        FloatVector d1a = load(dw, at + ldw);
        FloatVector d1b = load(dw, at + ldw + L);
        FloatVector d2a = load(dw, at + 2 * ldw);
        FloatVector d2b = load(dw, at + 2 * ldw + L);
        FloatVector d3a = load(dw, at + 3 * ldw);
        FloatVector d3b = load(dw, at + 3 * ldw + L);
        FloatVector d4a = load(dw, at + 4 * ldw);
        FloatVector d4b = load(dw, at + 4 * ldw + L);
        FloatVector d5a = load(dw, at + 5 * ldw);
        FloatVector d5b = load(dw, at + 5 * ldw + L);
        FloatVector d6a = load(dw, at + 6 * ldw);
        FloatVector d6b = load(dw, at + 6 * ldw + L);
        FloatVector d7a = load(dw, at + 7 * ldw);
        FloatVector d7b = load(dw, at + 7 * ldw + L);
        FloatVector d8a = load(dw, at + 8 * ldw);
        FloatVector d8b = load(dw, at + 8 * ldw + L);
        for (int p = 0; p < pixels; p++) {
            FloatVector ga = load(dy, dyo + p * ldy);
            FloatVector gb = load(dy, dyo + p * ldy + L);
            int tap = xo + p * step;
            FloatVector v = all(x[tap]);
            d0a = v.fma(ga, d0a);
            d0b = v.fma(gb, d0b);
            v = all(x[tap + 1]);
            d1a = v.fma(ga, d1a);
            d1b = v.fma(gb, d1b);
            v = all(x[tap + 2]);
            d2a = v.fma(ga, d2a);
            d2b = v.fma(gb, d2b);
            v = all(x[tap + 3]);
            d3a = v.fma(ga, d3a);
            d3b = v.fma(gb, d3b);
            v = all(x[tap + 4]);
            d4a = v.fma(ga, d4a);
            d4b = v.fma(gb, d4b);
            v = all(x[tap + 5]);
            d5a = v.fma(ga, d5a);
            d5b = v.fma(gb, d5b);
            v = all(x[tap + 6]);
            d6a = v.fma(ga, d6a);
            d6b = v.fma(gb, d6b);
            v = all(x[tap + 7]);
            d7a = v.fma(ga, d7a);
            d7b = v.fma(gb, d7b);
            v = all(x[tap + 8]);
            d8a = v.fma(ga, d8a);
            d8b = v.fma(gb, d8b);
        }
        d0a.intoArray(dw, at);
        d0b.intoArray(dw, at + L);
        d1a.intoArray(dw, at + ldw);
        d1b.intoArray(dw, at + ldw + L);
        d2a.intoArray(dw, at + 2 * ldw);
        d2b.intoArray(dw, at + 2 * ldw + L);
        d3a.intoArray(dw, at + 3 * ldw);
        d3b.intoArray(dw, at + 3 * ldw + L);
        d4a.intoArray(dw, at + 4 * ldw);
        d4b.intoArray(dw, at + 4 * ldw + L);
        d5a.intoArray(dw, at + 5 * ldw);
        d5b.intoArray(dw, at + 5 * ldw + L);
        d6a.intoArray(dw, at + 6 * ldw);
        d6b.intoArray(dw, at + 6 * ldw + L);
        d7a.intoArray(dw, at + 7 * ldw);
        d7b.intoArray(dw, at + 7 * ldw + L);
        d8a.intoArray(dw, at + 8 * ldw);
        d8b.intoArray(dw, at + 8 * ldw + L);
    }

    /** 9 neighbouring weights times one vector of output channels. */
    static void narrow(
            int pixels, float[] x, int xo, int step, float[] dy, int dyo, int ldy, float[] dw, int at, int ldw) {
        FloatVector d0 = load(dw, at);
        FloatVector d1 = load(dw, at + ldw);
        FloatVector d2 = load(dw, at + 2 * ldw);
        FloatVector d3 = load(dw, at + 3 * ldw);
        FloatVector d4 = load(dw, at + 4 * ldw);
        FloatVector d5 = load(dw, at + 5 * ldw);
        FloatVector d6 = load(dw, at + 6 * ldw);
        FloatVector d7 = load(dw, at + 7 * ldw);
        FloatVector d8 = load(dw, at + 8 * ldw);
        for (int p = 0; p < pixels; p++) {
            FloatVector g = load(dy, dyo + p * ldy);
            int tap = xo + p * step;
            d0 = all(x[tap]).fma(g, d0);
            d1 = all(x[tap + 1]).fma(g, d1);
            d2 = all(x[tap + 2]).fma(g, d2);
            d3 = all(x[tap + 3]).fma(g, d3);
            d4 = all(x[tap + 4]).fma(g, d4);
            d5 = all(x[tap + 5]).fma(g, d5);
            d6 = all(x[tap + 6]).fma(g, d6);
            d7 = all(x[tap + 7]).fma(g, d7);
            d8 = all(x[tap + 8]).fma(g, d8);
        }
        d0.intoArray(dw, at);
        d1.intoArray(dw, at + ldw);
        d2.intoArray(dw, at + 2 * ldw);
        d3.intoArray(dw, at + 3 * ldw);
        d4.intoArray(dw, at + 4 * ldw);
        d5.intoArray(dw, at + 5 * ldw);
        d6.intoArray(dw, at + 6 * ldw);
        d7.intoArray(dw, at + 7 * ldw);
        d8.intoArray(dw, at + 8 * ldw);
    }
}
