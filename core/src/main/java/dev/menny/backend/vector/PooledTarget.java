package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;
import static dev.menny.backend.vector.Lanes.PANEL;
import static dev.menny.backend.vector.Lanes.load;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Where a pooled activation goes: ReLU, pooling and mask of tiles that were just computed and lie in the L1 cache.
 *
 * @param y pooled values {@code [n,oh,ow,channels]}
 * @param yo where they begin
 * @param mask one byte per value, or null
 * @param maskOffset where the mask begins
 * @param pooledWidth pooled pixels of a row
 * @param channels values of a pixel
 * @param max true for max pooling, false for average pooling
 */
record PooledTarget(
        float[] y, int yo, byte @Nullable [] mask, int maskOffset, int pooledWidth, int channels, boolean max) {
    private static final VectorSpecies<Integer> I = Lanes.F.withLanes(int.class);

    /**
     * Pools the windows of a tile.
     *
     * @param z two rows of convolution outputs, {@code [2][width][PANEL]} from {@code zo} on
     * @param width pixels of a row of z
     * @param pixels pooled pixels of the tile
     * @param row their row, counted over all images
     * @param pixel the first of them in the row
     * @param channel the tile's first channel
     */
    void pool(float[] z, int zo, int width, int pixels, int row, int pixel, int channel) {
        int count = Math.min(PANEL, channels - channel);
        int bottom = width * PANEL;
        for (int p = 0; p < pixels; p++) {
            int at = (row * pooledWidth + pixel + p) * channels + channel;
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
                    z0.compare(VectorOperators.GT, 0f),
                    z1.compare(VectorOperators.GT, 0f),
                    z2.compare(VectorOperators.GT, 0f),
                    z3.compare(VectorOperators.GT, 0f));
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
            VectorMask<Float> wins1 = z1.compare(VectorOperators.GT, z0);
            VectorMask<Float> wins2 = z2.compare(VectorOperators.GT, two);
            VectorMask<Float> wins3 = z3.compare(VectorOperators.GT, three);
            VectorMask<Float> flows = four.compare(VectorOperators.GT, 0f);
            VectorMask<Float> before2 = flows.andNot(wins3).andNot(wins2);
            putMask(
                    mask,
                    maskOffset + at,
                    before2.andNot(wins1),
                    before2.and(wins1),
                    flows.and(wins2).andNot(wins3),
                    flows.and(wins3));
        }
    }

    /** A byte per channel with four bits, from a vector of comparisons per bit. */
    private static void putMask(
            byte[] mask,
            int at,
            VectorMask<Float> m0,
            VectorMask<Float> m1,
            VectorMask<Float> m2,
            VectorMask<Float> m3) {
        IntVector bits = IntVector.zero(I)
                .lanewise(VectorOperators.OR, 1, m0.cast(I))
                .lanewise(VectorOperators.OR, 2, m1.cast(I))
                .lanewise(VectorOperators.OR, 4, m2.cast(I))
                .lanewise(VectorOperators.OR, 8, m3.cast(I));
        if (Lanes.BYTES_FIT) {
            ((ByteVector) bits.convertShape(VectorOperators.I2B, Lanes.B, 0)).intoArray(mask, at);
        } else {
            for (int i = 0; i < L; i++) {
                mask[at + i] = (byte) bits.lane(i);
            }
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
