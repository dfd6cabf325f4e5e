package dev.menny.backend.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

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
        private static final boolean BYTE_SPECIES_FITS = Lanes.L >= 8;
        // As many bytes as there are floats in a vector; a 32-bit vector of bytes does not exist.
        private static final VectorSpecies<Byte> B =
                VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTE_SPECIES_FITS ? 8 * Lanes.L : 64));

        @Override
        public void read(int n, int row, int from, int count, float[] destination, int at) {
            int pooledRow = (n * (h / 2) + row / 2) * (w / 2) * c;
            for (int p = from; p < from + count; p++) {
                int bit = 1 << (2 * (row & 1) + (p & 1));
                spread(pooledRow + p / 2 * c, (byte) bit, destination, at + (p - from) * c);
            }
        }

        private void spread(int pooled, byte bit, float[] destination, int at) {
            int i = BYTE_SPECIES_FITS ? spreadVectors(pooled, bit, destination, at) : 0;
            for (; i < c; i++) {
                destination[at + i] = (mask[maskOffset + pooled + i] & bit) == 0 ? 0 : dy[offset + pooled + i] * share;
            }
        }

        private int spreadVectors(int pooled, byte bit, float[] destination, int at) {
            int end = Lanes.F.loopBound(c);
            FloatVector zero = FloatVector.zero(Lanes.F);
            for (int i = 0; i < end; i += Lanes.L) {
                VectorMask<Float> flows = ByteVector.fromArray(B, mask, maskOffset + pooled + i)
                        .lanewise(VectorOperators.AND, bit)
                        .compare(VectorOperators.NE, 0)
                        .cast(Lanes.F);
                FloatVector gradient = Lanes.load(dy, offset + pooled + i).mul(share);
                zero.blend(gradient, flows).intoArray(destination, at + i);
            }
            return end;
        }
    }
}
