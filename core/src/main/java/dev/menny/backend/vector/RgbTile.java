package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * {@link ConvTile} for images of three channels under windows of stride 1. A window has few taps there, so they are one
 * loop over their places instead of one short loop a row; neighbouring pixels are a constant 3 floats apart, which costs
 * no address arithmetic.
 */
final class RgbTile {
    /** Channels of the images. */
    static final int CHANNELS = 3;

    private RgbTile() {}

    /** 8 neighbouring output pixels times {@link Lanes#PANEL} output channels. */
    static void eight(
            Taps taps, int at, float[] w, int wo, float[] bias, int bo, float[] y, int yo, int ldy, boolean add) {
        float[] x = taps.values();
        int[] places = taps.places();
        int count = places.length;
        FloatVector biasA = load(bias, bo);
        FloatVector biasB = load(bias, bo + L);
        FloatVector y0a = biasA;
        FloatVector y0b = biasB;
        FloatVector y1a = biasA;
        FloatVector y1b = biasB;
        FloatVector y2a = biasA;
        FloatVector y2b = biasB;
        FloatVector y3a = biasA;
        FloatVector y3b = biasB;
        FloatVector y4a = biasA;
        FloatVector y4b = biasB;
        FloatVector y5a = biasA;
        FloatVector y5b = biasB;
        FloatVector y6a = biasA;
        FloatVector y6b = biasB;
        FloatVector y7a = biasA;
        FloatVector y7b = biasB;
        for (int i = 0; i < count; i++) {
            int x0 = places[i] + at;
            FloatVector wa = load(w, wo + i * PANEL);
            FloatVector wb = load(w, wo + i * PANEL + L);
            FloatVector v = all(x[x0]);
            y0a = v.fma(wa, y0a);
            y0b = v.fma(wb, y0b);
            v = all(x[x0 + 3]);
            y1a = v.fma(wa, y1a);
            y1b = v.fma(wb, y1b);
            v = all(x[x0 + 6]);
            y2a = v.fma(wa, y2a);
            y2b = v.fma(wb, y2b);
            v = all(x[x0 + 9]);
            y3a = v.fma(wa, y3a);
            y3b = v.fma(wb, y3b);
            v = all(x[x0 + 12]);
            y4a = v.fma(wa, y4a);
            y4b = v.fma(wb, y4b);
            v = all(x[x0 + 15]);
            y5a = v.fma(wa, y5a);
            y5b = v.fma(wb, y5b);
            v = all(x[x0 + 18]);
            y6a = v.fma(wa, y6a);
            y6b = v.fma(wb, y6b);
            v = all(x[x0 + 21]);
            y7a = v.fma(wa, y7a);
            y7b = v.fma(wb, y7b);
        }
        ConvTile.store(y0a, y0b, y, yo, add);
        ConvTile.store(y1a, y1b, y, yo + ldy, add);
        ConvTile.store(y2a, y2b, y, yo + 2 * ldy, add);
        ConvTile.store(y3a, y3b, y, yo + 3 * ldy, add);
        ConvTile.store(y4a, y4b, y, yo + 4 * ldy, add);
        ConvTile.store(y5a, y5b, y, yo + 5 * ldy, add);
        ConvTile.store(y6a, y6b, y, yo + 6 * ldy, add);
        ConvTile.store(y7a, y7b, y, yo + 7 * ldy, add);
    }

    /** 16 neighbouring output pixels times one vector of output channels, the first of a panel. */
    static void sixteen(
            Taps taps, int at, float[] w, int wo, float[] bias, int bo, float[] y, int yo, int ldy, boolean add) {
        float[] x = taps.values();
        int[] places = taps.places();
        int count = places.length;
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
        for (int i = 0; i < count; i++) {
            int x0 = places[i] + at;
            FloatVector wa = load(w, wo + i * PANEL);
            FloatVector v = all(x[x0]);
            y0 = v.fma(wa, y0);
            v = all(x[x0 + 3]);
            y1 = v.fma(wa, y1);
            v = all(x[x0 + 6]);
            y2 = v.fma(wa, y2);
            v = all(x[x0 + 9]);
            y3 = v.fma(wa, y3);
            v = all(x[x0 + 12]);
            y4 = v.fma(wa, y4);
            v = all(x[x0 + 15]);
            y5 = v.fma(wa, y5);
            v = all(x[x0 + 18]);
            y6 = v.fma(wa, y6);
            v = all(x[x0 + 21]);
            y7 = v.fma(wa, y7);
            v = all(x[x0 + 24]);
            y8 = v.fma(wa, y8);
            v = all(x[x0 + 27]);
            y9 = v.fma(wa, y9);
            v = all(x[x0 + 30]);
            y10 = v.fma(wa, y10);
            v = all(x[x0 + 33]);
            y11 = v.fma(wa, y11);
            v = all(x[x0 + 36]);
            y12 = v.fma(wa, y12);
            v = all(x[x0 + 39]);
            y13 = v.fma(wa, y13);
            v = all(x[x0 + 42]);
            y14 = v.fma(wa, y14);
            v = all(x[x0 + 45]);
            y15 = v.fma(wa, y15);
        }
        ConvTile.store(y0, y, yo, add);
        ConvTile.store(y1, y, yo + ldy, add);
        ConvTile.store(y2, y, yo + 2 * ldy, add);
        ConvTile.store(y3, y, yo + 3 * ldy, add);
        ConvTile.store(y4, y, yo + 4 * ldy, add);
        ConvTile.store(y5, y, yo + 5 * ldy, add);
        ConvTile.store(y6, y, yo + 6 * ldy, add);
        ConvTile.store(y7, y, yo + 7 * ldy, add);
        ConvTile.store(y8, y, yo + 8 * ldy, add);
        ConvTile.store(y9, y, yo + 9 * ldy, add);
        ConvTile.store(y10, y, yo + 10 * ldy, add);
        ConvTile.store(y11, y, yo + 11 * ldy, add);
        ConvTile.store(y12, y, yo + 12 * ldy, add);
        ConvTile.store(y13, y, yo + 13 * ldy, add);
        ConvTile.store(y14, y, yo + 14 * ldy, add);
        ConvTile.store(y15, y, yo + 15 * ldy, add);
    }
}
