package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.F;
import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * The innermost loops of {@code x wᵀ}: dot products of rows, which are contiguous on both sides. Lanes are kept apart in
 * {@code sums} and added only at the very end, in a fixed order.
 */
final class DotTile {
    private DotTile() {}

    /** Products of four rows of x with four rows of w, lane by lane, added to {@code sums}. */
    static void four(int count, float[] x, int xo, int ldx, float[] w, int wo, int ldw, float[] sums, int so, int lds) {
        FloatVector s00 = load(sums, so);
        FloatVector s01 = load(sums, so + 1 * L);
        FloatVector s02 = load(sums, so + 2 * L);
        FloatVector s03 = load(sums, so + 3 * L);
        FloatVector s10 = load(sums, so + 1 * lds + 0 * L);
        FloatVector s11 = load(sums, so + 1 * lds + 1 * L);
        FloatVector s12 = load(sums, so + 1 * lds + 2 * L);
        FloatVector s13 = load(sums, so + 1 * lds + 3 * L);
        FloatVector s20 = load(sums, so + 2 * lds + 0 * L);
        FloatVector s21 = load(sums, so + 2 * lds + 1 * L);
        FloatVector s22 = load(sums, so + 2 * lds + 2 * L);
        FloatVector s23 = load(sums, so + 2 * lds + 3 * L);
        FloatVector s30 = load(sums, so + 3 * lds + 0 * L);
        FloatVector s31 = load(sums, so + 3 * lds + 1 * L);
        FloatVector s32 = load(sums, so + 3 * lds + 2 * L);
        FloatVector s33 = load(sums, so + 3 * lds + 3 * L);
        int x1 = xo + ldx;
        int x2 = xo + 2 * ldx;
        int x3 = xo + 3 * ldx;
        int w1 = wo + ldw;
        int w2 = wo + 2 * ldw;
        int w3 = wo + 3 * ldw;
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector v0 = load(w, wo + i);
            FloatVector v1 = load(w, w1 + i);
            FloatVector v2 = load(w, w2 + i);
            FloatVector v3 = load(w, w3 + i);
            FloatVector u = load(x, xo + i);
            s00 = u.fma(v0, s00);
            s01 = u.fma(v1, s01);
            s02 = u.fma(v2, s02);
            s03 = u.fma(v3, s03);
            u = load(x, x1 + i);
            s10 = u.fma(v0, s10);
            s11 = u.fma(v1, s11);
            s12 = u.fma(v2, s12);
            s13 = u.fma(v3, s13);
            u = load(x, x2 + i);
            s20 = u.fma(v0, s20);
            s21 = u.fma(v1, s21);
            s22 = u.fma(v2, s22);
            s23 = u.fma(v3, s23);
            u = load(x, x3 + i);
            s30 = u.fma(v0, s30);
            s31 = u.fma(v1, s31);
            s32 = u.fma(v2, s32);
            s33 = u.fma(v3, s33);
        }
        if (whole < count) {
            VectorMask<Float> rest = F.indexInRange(whole, count);
            FloatVector v0 = FloatVector.fromArray(F, w, wo + whole, rest);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + whole, rest);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + whole, rest);
            FloatVector v3 = FloatVector.fromArray(F, w, w3 + whole, rest);
            FloatVector u = FloatVector.fromArray(F, x, xo + whole, rest);
            s00 = u.fma(v0, s00);
            s01 = u.fma(v1, s01);
            s02 = u.fma(v2, s02);
            s03 = u.fma(v3, s03);
            u = FloatVector.fromArray(F, x, x1 + whole, rest);
            s10 = u.fma(v0, s10);
            s11 = u.fma(v1, s11);
            s12 = u.fma(v2, s12);
            s13 = u.fma(v3, s13);
            u = FloatVector.fromArray(F, x, x2 + whole, rest);
            s20 = u.fma(v0, s20);
            s21 = u.fma(v1, s21);
            s22 = u.fma(v2, s22);
            s23 = u.fma(v3, s23);
            u = FloatVector.fromArray(F, x, x3 + whole, rest);
            s30 = u.fma(v0, s30);
            s31 = u.fma(v1, s31);
            s32 = u.fma(v2, s32);
            s33 = u.fma(v3, s33);
        }
        s00.intoArray(sums, so);
        s01.intoArray(sums, so + 1 * L);
        s02.intoArray(sums, so + 2 * L);
        s03.intoArray(sums, so + 3 * L);
        s10.intoArray(sums, so + 1 * lds + 0 * L);
        s11.intoArray(sums, so + 1 * lds + 1 * L);
        s12.intoArray(sums, so + 1 * lds + 2 * L);
        s13.intoArray(sums, so + 1 * lds + 3 * L);
        s20.intoArray(sums, so + 2 * lds + 0 * L);
        s21.intoArray(sums, so + 2 * lds + 1 * L);
        s22.intoArray(sums, so + 2 * lds + 2 * L);
        s23.intoArray(sums, so + 2 * lds + 3 * L);
        s30.intoArray(sums, so + 3 * lds + 0 * L);
        s31.intoArray(sums, so + 3 * lds + 1 * L);
        s32.intoArray(sums, so + 3 * lds + 2 * L);
        s33.intoArray(sums, so + 3 * lds + 3 * L);
    }

    /** Products of one row of x with four rows of w, lane by lane, added to {@code sums}. */
    static void one(int count, float[] x, int xo, int ldx, float[] w, int wo, int ldw, float[] sums, int so, int lds) {
        FloatVector s00 = load(sums, so);
        FloatVector s01 = load(sums, so + 1 * L);
        FloatVector s02 = load(sums, so + 2 * L);
        FloatVector s03 = load(sums, so + 3 * L);
        int w1 = wo + ldw;
        int w2 = wo + 2 * ldw;
        int w3 = wo + 3 * ldw;
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            FloatVector v0 = load(w, wo + i);
            FloatVector v1 = load(w, w1 + i);
            FloatVector v2 = load(w, w2 + i);
            FloatVector v3 = load(w, w3 + i);
            FloatVector u = load(x, xo + i);
            s00 = u.fma(v0, s00);
            s01 = u.fma(v1, s01);
            s02 = u.fma(v2, s02);
            s03 = u.fma(v3, s03);
        }
        if (whole < count) {
            VectorMask<Float> rest = F.indexInRange(whole, count);
            FloatVector v0 = FloatVector.fromArray(F, w, wo + whole, rest);
            FloatVector v1 = FloatVector.fromArray(F, w, w1 + whole, rest);
            FloatVector v2 = FloatVector.fromArray(F, w, w2 + whole, rest);
            FloatVector v3 = FloatVector.fromArray(F, w, w3 + whole, rest);
            FloatVector u = FloatVector.fromArray(F, x, xo + whole, rest);
            s00 = u.fma(v0, s00);
            s01 = u.fma(v1, s01);
            s02 = u.fma(v2, s02);
            s03 = u.fma(v3, s03);
        }
        s00.intoArray(sums, so);
        s01.intoArray(sums, so + 1 * L);
        s02.intoArray(sums, so + 2 * L);
        s03.intoArray(sums, so + 3 * L);
    }

    /** The products of one row of x with one of w. */
    static void single(int count, float[] x, int xo, float[] w, int wo, float[] sums, int so) {
        FloatVector sum = load(sums, so);
        int whole = F.loopBound(count);
        for (int i = 0; i < whole; i += L) {
            sum = load(x, xo + i).fma(load(w, wo + i), sum);
        }
        if (whole < count) {
            VectorMask<Float> rest = F.indexInRange(whole, count);
            sum = FloatVector.fromArray(F, x, xo + whole, rest).fma(FloatVector.fromArray(F, w, wo + whole, rest), sum);
        }
        sum.intoArray(sums, so);
    }
}
