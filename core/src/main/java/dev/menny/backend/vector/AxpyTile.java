package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.all;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;

/** The innermost loops of {@code dy w}: rows of w, weighted and added to rows of dx. */
final class AxpyTile {
    private AxpyTile() {}

    /** Adds 4 rows of w, weighted by dy, to 4 rows of dx. */
    static void fourByFour(
            int count, float[] dy, int dyo, int lddy, float[] w, int wo, int ldw, float[] dx, int dxo, int lddx) {
        float g00 = dy[dyo];
        float g01 = dy[dyo + 1];
        float g02 = dy[dyo + 2];
        float g03 = dy[dyo + 3];
        float g10 = dy[dyo + lddy];
        float g11 = dy[dyo + lddy + 1];
        float g12 = dy[dyo + lddy + 2];
        float g13 = dy[dyo + lddy + 3];
        float g20 = dy[dyo + 2 * lddy];
        float g21 = dy[dyo + 2 * lddy + 1];
        float g22 = dy[dyo + 2 * lddy + 2];
        float g23 = dy[dyo + 2 * lddy + 3];
        float g30 = dy[dyo + 3 * lddy];
        float g31 = dy[dyo + 3 * lddy + 1];
        float g32 = dy[dyo + 3 * lddy + 2];
        float g33 = dy[dyo + 3 * lddy + 3];
        int w1 = wo + ldw;
        int w2 = wo + 2 * ldw;
        int w3 = wo + 3 * ldw;
        int d1 = dxo + lddx;
        int d2 = dxo + 2 * lddx;
        int d3 = dxo + 3 * lddx;
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector v0 = load(w, wo + i);
            FloatVector v1 = load(w, w1 + i);
            FloatVector v2 = load(w, w2 + i);
            FloatVector v3 = load(w, w3 + i);
            FloatVector s0 = load(dx, dxo + i);
            s0 = all(g00).fma(v0, s0);
            s0 = all(g01).fma(v1, s0);
            s0 = all(g02).fma(v2, s0);
            s0 = all(g03).fma(v3, s0);
            s0.intoArray(dx, dxo + i);
            FloatVector s1 = load(dx, d1 + i);
            s1 = all(g10).fma(v0, s1);
            s1 = all(g11).fma(v1, s1);
            s1 = all(g12).fma(v2, s1);
            s1 = all(g13).fma(v3, s1);
            s1.intoArray(dx, d1 + i);
            FloatVector s2 = load(dx, d2 + i);
            s2 = all(g20).fma(v0, s2);
            s2 = all(g21).fma(v1, s2);
            s2 = all(g22).fma(v2, s2);
            s2 = all(g23).fma(v3, s2);
            s2.intoArray(dx, d2 + i);
            FloatVector s3 = load(dx, d3 + i);
            s3 = all(g30).fma(v0, s3);
            s3 = all(g31).fma(v1, s3);
            s3 = all(g32).fma(v2, s3);
            s3 = all(g33).fma(v3, s3);
            s3.intoArray(dx, d3 + i);
        }
        for (int i = whole; i < count; i++) {
            dx[dxo + i] = Math.fma(g00, w[wo + i], dx[dxo + i]);
            dx[dxo + i] = Math.fma(g01, w[w1 + i], dx[dxo + i]);
            dx[dxo + i] = Math.fma(g02, w[w2 + i], dx[dxo + i]);
            dx[dxo + i] = Math.fma(g03, w[w3 + i], dx[dxo + i]);
            dx[d1 + i] = Math.fma(g10, w[wo + i], dx[d1 + i]);
            dx[d1 + i] = Math.fma(g11, w[w1 + i], dx[d1 + i]);
            dx[d1 + i] = Math.fma(g12, w[w2 + i], dx[d1 + i]);
            dx[d1 + i] = Math.fma(g13, w[w3 + i], dx[d1 + i]);
            dx[d2 + i] = Math.fma(g20, w[wo + i], dx[d2 + i]);
            dx[d2 + i] = Math.fma(g21, w[w1 + i], dx[d2 + i]);
            dx[d2 + i] = Math.fma(g22, w[w2 + i], dx[d2 + i]);
            dx[d2 + i] = Math.fma(g23, w[w3 + i], dx[d2 + i]);
            dx[d3 + i] = Math.fma(g30, w[wo + i], dx[d3 + i]);
            dx[d3 + i] = Math.fma(g31, w[w1 + i], dx[d3 + i]);
            dx[d3 + i] = Math.fma(g32, w[w2 + i], dx[d3 + i]);
            dx[d3 + i] = Math.fma(g33, w[w3 + i], dx[d3 + i]);
        }
    }

    /** Adds 1 row of w, weighted by dy, to 4 rows of dx. */
    static void fourByOne(
            int count, float[] dy, int dyo, int lddy, float[] w, int wo, int ldw, float[] dx, int dxo, int lddx) {
        float g00 = dy[dyo];
        float g10 = dy[dyo + lddy];
        float g20 = dy[dyo + 2 * lddy];
        float g30 = dy[dyo + 3 * lddy];
        int d1 = dxo + lddx;
        int d2 = dxo + 2 * lddx;
        int d3 = dxo + 3 * lddx;
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector v0 = load(w, wo + i);
            FloatVector s0 = load(dx, dxo + i);
            s0 = all(g00).fma(v0, s0);
            s0.intoArray(dx, dxo + i);
            FloatVector s1 = load(dx, d1 + i);
            s1 = all(g10).fma(v0, s1);
            s1.intoArray(dx, d1 + i);
            FloatVector s2 = load(dx, d2 + i);
            s2 = all(g20).fma(v0, s2);
            s2.intoArray(dx, d2 + i);
            FloatVector s3 = load(dx, d3 + i);
            s3 = all(g30).fma(v0, s3);
            s3.intoArray(dx, d3 + i);
        }
        for (int i = whole; i < count; i++) {
            dx[dxo + i] = Math.fma(g00, w[wo + i], dx[dxo + i]);
            dx[d1 + i] = Math.fma(g10, w[wo + i], dx[d1 + i]);
            dx[d2 + i] = Math.fma(g20, w[wo + i], dx[d2 + i]);
            dx[d3 + i] = Math.fma(g30, w[wo + i], dx[d3 + i]);
        }
    }

    /** Adds 4 rows of w, weighted by dy, to 1 row of dx. */
    static void oneByFour(
            int count, float[] dy, int dyo, int lddy, float[] w, int wo, int ldw, float[] dx, int dxo, int lddx) {
        float g00 = dy[dyo];
        float g01 = dy[dyo + 1];
        float g02 = dy[dyo + 2];
        float g03 = dy[dyo + 3];
        int w1 = wo + ldw;
        int w2 = wo + 2 * ldw;
        int w3 = wo + 3 * ldw;
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector v0 = load(w, wo + i);
            FloatVector v1 = load(w, w1 + i);
            FloatVector v2 = load(w, w2 + i);
            FloatVector v3 = load(w, w3 + i);
            FloatVector s0 = load(dx, dxo + i);
            s0 = all(g00).fma(v0, s0);
            s0 = all(g01).fma(v1, s0);
            s0 = all(g02).fma(v2, s0);
            s0 = all(g03).fma(v3, s0);
            s0.intoArray(dx, dxo + i);
        }
        for (int i = whole; i < count; i++) {
            dx[dxo + i] = Math.fma(g00, w[wo + i], dx[dxo + i]);
            dx[dxo + i] = Math.fma(g01, w[w1 + i], dx[dxo + i]);
            dx[dxo + i] = Math.fma(g02, w[w2 + i], dx[dxo + i]);
            dx[dxo + i] = Math.fma(g03, w[w3 + i], dx[dxo + i]);
        }
    }

    /** Adds 1 row of w, weighted by dy, to 1 row of dx. */
    static void oneByOne(
            int count, float[] dy, int dyo, int lddy, float[] w, int wo, int ldw, float[] dx, int dxo, int lddx) {
        float g00 = dy[dyo];
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector v0 = load(w, wo + i);
            FloatVector s0 = load(dx, dxo + i);
            s0 = all(g00).fma(v0, s0);
            s0.intoArray(dx, dxo + i);
        }
        for (int i = whole; i < count; i++) {
            dx[dxo + i] = Math.fma(g00, w[wo + i], dx[dxo + i]);
        }
    }
}
