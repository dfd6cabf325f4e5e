package dev.menny.witness;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;

/**
 * Numbers with a shape, as they stand in the file; integers are held as floats, which is exact for class numbers.
 *
 * @param shape activations {@code [n,h,w,c]}, filters {@code [k,r,s,c]}, Linear weights {@code [out,in]}
 */
record Values(Kind kind, long[] shape, float[] data) {

    /** Element types, by their safetensors names. */
    enum Kind {
        F32,
        I32
    }

    Values {
        if (size(shape) != data.length) {
            throw new IllegalArgumentException(data.length + " numbers for a shape of " + size(shape));
        }
    }

    static Values floats(long[] shape, float... data) {
        return new Values(Kind.F32, shape, data);
    }

    static long size(long[] shape) {
        return LongStream.of(shape).reduce(1, Math::multiplyExact);
    }

    int bytes() {
        return Float.BYTES * data.length;
    }

    void writeTo(ByteBuffer out) {
        for (float value : data) {
            switch (kind) {
                case F32 -> out.putFloat(value);
                case I32 -> out.putInt((int) value);
            }
        }
    }
}
