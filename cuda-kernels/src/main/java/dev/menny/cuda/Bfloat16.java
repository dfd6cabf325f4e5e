package dev.menny.cuda;

import java.nio.ShortBuffer;

/** Between float32 and its upper half. */
final class Bfloat16 {
    private static final int HALF = 0x7fff;
    private static final int QUIET_NAN = 0x7fc0;

    private Bfloat16() {}

    /** The nearest bfloat16; of two equally near ones the even one. */
    static short of(float value) {
        if (Float.isNaN(value)) {
            return (short) QUIET_NAN;
        }
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + HALF + ((bits >>> 16) & 1)) >>> 16);
    }

    static float toFloat(short value) {
        return Float.intBitsToFloat(value << 16);
    }

    static void write(float[] source, int from, int count, ShortBuffer destination) {
        for (int i = 0; i < count; i++) {
            destination.put(i, of(source[from + i]));
        }
    }

    static void read(ShortBuffer source, float[] destination, int to, int count) {
        for (int i = 0; i < count; i++) {
            destination[to + i] = toFloat(source.get(i));
        }
    }
}
