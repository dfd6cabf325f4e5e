package dev.menny.backend.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Where a convolution reads its input from, a part of a row at a time. */
interface RowSource {
    /** Writes {@code count} pixels of row {@code row} of image {@code n}, from pixel {@code from} on. */
    void read(int n, int row, int from, int count, float[] destination, int at);

    /**
     * Rows of an activation {@code [n,h,w,c]}.
     *
     * @param x the array
     * @param offset where the activation begins
     * @param h rows
     * @param w pixels of a row
     * @param c channels
     */
    record Plain(float[] x, int offset, int h, int w, int c) implements RowSource {
        @Override
        public void read(int n, int row, int from, int count, float[] destination, int at) {
            System.arraycopy(x, offset + ((n * h + row) * w + from) * c, destination, at, count * c);
        }
    }

    /**
     * Rows of the gradient before ReLU and pooling, spread out from the pooled gradient as they are read: the full-size
     * gradient never exists in memory.
     *
     * @param dy the pooled gradient {@code [n,h/2,w/2,c]}
     * @param offset where it begins
     * @param mask bits of the elements that a gradient flows to, laid out like dy
     * @param maskOffset where the mask begins
     * @param share the part of a pooled gradient that an element gets
     * @param h full-size rows
     * @param w full-size pixels of a row
     * @param c channels
     */
    record Unpooled(float[] dy, int offset, byte[] mask, int maskOffset, float share, int h, int w, int c)
            implements RowSource {
        @Override
        public void read(int n, int row, int from, int count, float[] destination, int at) {
            int pooledRow = (n * (h / 2) + row / 2) * (w / 2) * c;
            int p = from;
            while (p < from + count) {
                int pooled = pooledRow + p / 2 * c;
                int to = at + (p - from) * c;
                int bit = 1 << (2 * (row & 1) + (p & 1));
                boolean pair = (p & 1) == 0 && p + 1 < from + count;
                if (pair) {
                    spreadPair(pooled, bit, destination, to);
                } else {
                    spread(pooled, 0, bit, destination, to);
                }
                p += pair ? 2 : 1;
            }
        }

        /** The two pixels of a window's row. */
        private void spreadPair(int pooled, int bit, float[] destination, int to) {
            int i = Lanes.BYTES_FIT ? spreadVectors(pooled, (byte) bit, destination, to) : 0;
            spread(pooled, i, bit, destination, to);
            spread(pooled, i, bit << 1, destination, to + c);
        }

        /** One pixel, from channel {@code i} on. */
        private void spread(int pooled, int i, int bit, float[] destination, int to) {
            for (int j = i; j < c; j++) {
                destination[to + j] = (mask[maskOffset + pooled + j] & bit) == 0 ? 0 : dy[offset + pooled + j] * share;
            }
        }

        private int spreadVectors(int pooled, byte bit, float[] destination, int to) {
            int end = Lanes.F.loopBound(c);
            FloatVector zero = FloatVector.zero(Lanes.F);
            byte next = (byte) (bit << 1);
            for (int i = 0; i < end; i += Lanes.L) {
                ByteVector bits = ByteVector.fromArray(Lanes.B, mask, maskOffset + pooled + i);
                FloatVector gradient = Lanes.load(dy, offset + pooled + i).mul(share);
                VectorMask<Float> left = bits.lanewise(VectorOperators.AND, bit)
                        .compare(VectorOperators.NE, 0)
                        .cast(Lanes.F);
                VectorMask<Float> right = bits.lanewise(VectorOperators.AND, next)
                        .compare(VectorOperators.NE, 0)
                        .cast(Lanes.F);
                zero.blend(gradient, left).intoArray(destination, to + i);
                zero.blend(gradient, right).intoArray(destination, to + c + i);
            }
            return end;
        }
    }
}
