package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of a filter gradient: a tile of weights that stays in registers while a row of output pixels is
 * summed; {@code dw} is laid out {@code [r*s*c][k]}.
 */
final class FilterTile {
    private FilterTile() {}

    /** 8 neighbouring weights of a window's row times {@link Lanes#PANEL} output channels. */
    static void eight(
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
    }

    /** 4 neighbouring weights of a window's row times {@link Lanes#PANEL} output channels. */
    static void four(
            int pixels, float[] x, int xo, int step, float[] dy, int dyo, int ldy, float[] dw, int at, int ldw) {
        FloatVector d0a = load(dw, at);
        FloatVector d0b = load(dw, at + L);
        FloatVector d1a = load(dw, at + ldw);
        FloatVector d1b = load(dw, at + ldw + L);
        FloatVector d2a = load(dw, at + 2 * ldw);
        FloatVector d2b = load(dw, at + 2 * ldw + L);
        FloatVector d3a = load(dw, at + 3 * ldw);
        FloatVector d3b = load(dw, at + 3 * ldw + L);
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
        }
        d0a.intoArray(dw, at);
        d0b.intoArray(dw, at + L);
        d1a.intoArray(dw, at + ldw);
        d1b.intoArray(dw, at + ldw + L);
        d2a.intoArray(dw, at + 2 * ldw);
        d2b.intoArray(dw, at + 2 * ldw + L);
        d3a.intoArray(dw, at + 3 * ldw);
        d3b.intoArray(dw, at + 3 * ldw + L);
    }

    /** The sums of {@link Lanes#PANEL} columns, for the bias; pixels go two by two so that additions overlap. */
    static void sums(int pixels, float[] dy, int dyo, int ldy, float[] db, int at) {
        FloatVector evenA = load(db, at);
        FloatVector evenB = load(db, at + L);
        FloatVector oddA = FloatVector.zero(Lanes.F);
        FloatVector oddB = FloatVector.zero(Lanes.F);
        int pairs = pixels / 2;
        for (int p = 0; p < pairs; p++) {
            int even = dyo + 2 * p * ldy;
            evenA = evenA.add(load(dy, even));
            evenB = evenB.add(load(dy, even + L));
            oddA = oddA.add(load(dy, even + ldy));
            oddB = oddB.add(load(dy, even + ldy + L));
        }
        for (int p = 2 * pairs; p < pixels; p++) {
            evenA = evenA.add(load(dy, dyo + p * ldy));
            evenB = evenB.add(load(dy, dyo + p * ldy + L));
        }
        evenA.add(oddA).intoArray(db, at);
        evenB.add(oddB).intoArray(db, at + L);
    }
}
