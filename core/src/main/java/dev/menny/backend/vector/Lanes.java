package dev.menny.backend.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The width of this machine's vectors, and the sizes that follow from it. */
final class Lanes {
    /** The species of every kernel: a constant, since the compiler makes fast code for constants only. */
    static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

    /** Floats of a vector. */
    static final int L = F.length();

    /** Output channels that a convolution tile computes side by side: two vectors. */
    static final int PANEL = 2 * L;

    /** AVX-512 has 32 registers, so tiles of 16 accumulators fit; others get tiles of 8, which fit 16 registers. */
    static final boolean WIDE = L >= 16;

    /** A vector of as many bytes as {@link #F} has floats exists; a 32-bit one does not. */
    static final boolean BYTES_FIT = L >= 8;

    /** As many bytes as there are floats in a vector, where that {@linkplain #BYTES_FIT exists}. */
    static final VectorSpecies<Byte> B = VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTES_FIT ? 8 * L : 64));

    private Lanes() {}

    static FloatVector load(float[] array, int index) {
        return FloatVector.fromArray(F, array, index);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(F, value);
    }

    /** The next multiple of {@link #PANEL}. */
    static int paneled(int channels) {
        return (channels + PANEL - 1) / PANEL * PANEL;
    }
}
