package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/**
 * The innermost loops of a convolution: a tile of output pixels and channels that stays in registers while the window is
 * summed. Named local accumulators, no arrays of vectors: only so does the compiler keep them in registers.
 *
 * <p>In NHWC a window's row is one run of contiguous floats, so a tile reads {@code taps.height()} runs per pixel;
 * weights lie in panels {@code [r][s*c][PANEL]} and are read front to back.
 */
final class ConvTile {
    private ConvTile() {}

    /** 8 neighbouring output pixels times {@link Lanes#PANEL} output channels. */
    static void eight(
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
            for (int i = 0; i < run; i++) {
                FloatVector wa = load(w, panel + i * PANEL);
                FloatVector wb = load(w, panel + i * PANEL + L);
                FloatVector v = all(x[x0 + i]);
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
        }
        store(y0a, y0b, y, yo, add);
        store(y1a, y1b, y, yo + ldy, add);
        store(y2a, y2b, y, yo + 2 * ldy, add);
        store(y3a, y3b, y, yo + 3 * ldy, add);
        store(y4a, y4b, y, yo + 4 * ldy, add);
        store(y5a, y5b, y, yo + 5 * ldy, add);
        store(y6a, y6b, y, yo + 6 * ldy, add);
        store(y7a, y7b, y, yo + 7 * ldy, add);
    }

    /** 4 neighbouring output pixels times {@link Lanes#PANEL} output channels. */
    static void four(
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
        for (int r = 0; r < taps.height(); r++) {
            int panel = wo + r * run * PANEL;
            int x0 = rows[r] + at;
            int x1 = x0 + step;
            int x2 = x1 + step;
            int x3 = x2 + step;
            for (int i = 0; i < run; i++) {
                FloatVector wa = load(w, panel + i * PANEL);
                FloatVector wb = load(w, panel + i * PANEL + L);
                FloatVector v = all(x[x0 + i]);
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
        }
        store(y0a, y0b, y, yo, add);
        store(y1a, y1b, y, yo + ldy, add);
        store(y2a, y2b, y, yo + 2 * ldy, add);
        store(y3a, y3b, y, yo + 3 * ldy, add);
    }

    /** One output pixel times {@link Lanes#PANEL} output channels. */
    static void one(
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
        FloatVector biasA = load(bias, bo);
        FloatVector biasB = load(bias, bo + L);
        FloatVector y0a = biasA;
        FloatVector y0b = biasB;
        for (int r = 0; r < taps.height(); r++) {
            int panel = wo + r * run * PANEL;
            int x0 = rows[r] + at;
            for (int i = 0; i < run; i++) {
                FloatVector wa = load(w, panel + i * PANEL);
                FloatVector wb = load(w, panel + i * PANEL + L);
                FloatVector v = all(x[x0 + i]);
                y0a = v.fma(wa, y0a);
                y0b = v.fma(wb, y0b);
            }
        }
        store(y0a, y0b, y, yo, add);
    }

    static void store(FloatVector a, FloatVector b, float[] y, int at, boolean add) {
        store(a, y, at, add);
        store(b, y, at + L, add);
    }

    static void store(FloatVector a, float[] y, int at, boolean add) {
        if (add) {
            load(y, at).add(a).intoArray(y, at);
        } else {
            a.intoArray(y, at);
        }
    }
}
