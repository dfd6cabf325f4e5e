package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/**
 * Where a row of pooled pixels goes: ReLU, pooling and mask of a tile that was just computed and lies in the L1 cache.
 *
 * @param y pooled values
 * @param yo where the row begins in {@code y}
 * @param mask one byte per value, or null
 * @param maskOffset where the row begins in {@code mask}
 * @param channels values of a pixel
 * @param max true for max pooling, false for average pooling
 */
record PooledRow(float[] y, int yo, byte @Nullable [] mask, int maskOffset, int channels, boolean max) {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101010101010101L;

    /**
     * Pools the windows of a tile.
     *
     * @param z two rows of convolution outputs, {@code [2][width][PANEL]} from {@code zo} on
     * @param width pixels of a row of z
     * @param pixels pooled pixels of the tile
     * @param pixel the first of them in this row
     * @param channel the tile's first channel in this row
     */
    void pool(float[] z, int zo, int width, int pixels, int pixel, int channel) {
        int count = Math.min(PANEL, channels - channel);
        int bottom = width * PANEL;
        for (int p = 0; p < pixels; p++) {
            int at = (pixel + p) * channels + channel;
            int top = zo + 2 * p * PANEL;
            int c = 0;
            for (; c + L <= count; c += L) {
                if (max) {
                    maximum(z, top + c, bottom + top + c, at + c);
                } else {
                    average(z, top + c, bottom + top + c, at + c);
                }
            }
            for (; c < count; c++) {
                single(z, top + c, bottom + top + c, at + c);
            }
        }
    }

    private void average(float[] z, int top, int bottom, int at) {
        FloatVector zero = FloatVector.zero(Lanes.F);
        FloatVector z0 = load(z, top);
        FloatVector z1 = load(z, top + PANEL);
        FloatVector z2 = load(z, bottom);
        FloatVector z3 = load(z, bottom + PANEL);
        FloatVector upper = z0.max(zero).add(z1.max(zero));
        FloatVector lower = z2.max(zero).add(z3.max(zero));
        upper.add(lower).mul(0.25f).intoArray(y, yo + at);
        if (mask != null) {
            putMask(
                    mask,
                    maskOffset + at,
                    z0.compare(VectorOperators.GT, 0f).toLong(),
                    z1.compare(VectorOperators.GT, 0f).toLong(),
                    z2.compare(VectorOperators.GT, 0f).toLong(),
                    z3.compare(VectorOperators.GT, 0f).toLong());
        }
    }

    private void maximum(float[] z, int top, int bottom, int at) {
        FloatVector z0 = load(z, top);
        FloatVector z1 = load(z, top + PANEL);
        FloatVector z2 = load(z, bottom);
        FloatVector z3 = load(z, bottom + PANEL);
        FloatVector two = z0.max(z1);
        FloatVector three = two.max(z2);
        FloatVector four = three.max(z3);
        four.max(FloatVector.zero(Lanes.F)).intoArray(y, yo + at);
        if (mask != null) {
            long wins1 = z1.compare(VectorOperators.GT, z0).toLong();
            long wins2 = z2.compare(VectorOperators.GT, two).toLong();
            long wins3 = z3.compare(VectorOperators.GT, three).toLong();
            long flows = four.compare(VectorOperators.GT, 0f).toLong();
            putMask(
                    mask,
                    maskOffset + at,
                    flows & ~(wins1 | wins2 | wins3),
                    flows & wins1 & ~(wins2 | wins3),
                    flows & wins2 & ~wins3,
                    flows & wins3);
        }
    }

    /** Turns four bit sets, a bit per channel, into a byte per channel with four bits. */
    private static void putMask(byte[] mask, int at, long m0, long m1, long m2, long m3) {
        if (L < Long.BYTES) {
            for (int i = 0; i < L; i++) {
                mask[at + i] = (byte) ((m0 >> i & 1) | (m1 >> i & 1) << 1 | (m2 >> i & 1) << 2 | (m3 >> i & 1) << 3);
            }
            return;
        }
        for (int i = 0; i < L; i += Long.BYTES) {
            long bytes = Long.expand(m0 >>> i, LOWEST_BITS)
                    | Long.expand(m1 >>> i, LOWEST_BITS << 1)
                    | Long.expand(m2 >>> i, LOWEST_BITS << 2)
                    | Long.expand(m3 >>> i, LOWEST_BITS << 3);
            LONGS.set(mask, at + i, bytes);
        }
    }

    /** A channel of the last, partly empty vector. */
    private void single(float[] z, int top, int bottom, int at) {
        float[] window = {z[top], z[top + PANEL], z[bottom], z[bottom + PANEL]};
        int largest = 0;
        int positive = 0;
        for (int i = 0; i < 4; i++) {
            largest = window[i] > window[largest] ? i : largest;
            positive |= window[i] > 0 ? 1 << i : 0;
            window[i] = max ? window[i] : Math.max(window[i], 0);
        }
        y[yo + at] = max ? Math.max(window[largest], 0) : ((window[0] + window[1]) + (window[2] + window[3])) * 0.25f;
        if (mask != null) {
            mask[maskOffset + at] = (byte) (max ? positive & 1 << largest : positive);
        }
    }
}
