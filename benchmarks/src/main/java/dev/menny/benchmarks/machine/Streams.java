package dev.menny.benchmarks.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Loops over arrays far larger than any cache. Each covers {@code [from, to)}, whose length whole vectors divide. */
final class Streams {
    // A multiple of all lengths of vectors and of what one round reads.
    static final int GRAIN = 256;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final float FACTOR = 0.999f;

    private Streams() {}

    /** The sum of a. */
    static float read(float[] a, int from, int to) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        for (int i = from; i < to; i += 4 * LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, a, i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, a, i + LANES));
            s2 = s2.add(FloatVector.fromArray(SPECIES, a, i + 2 * LANES));
            s3 = s3.add(FloatVector.fromArray(SPECIES, a, i + 3 * LANES));
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }

    /** b = a. */
    static void copy(float[] a, float[] b, int from, int to) {
        System.arraycopy(a, from, b, from, to - from);
    }

    /** c = a + factor b. */
    static void triad(float[] a, float[] b, float[] c, int from, int to) {
        FloatVector factor = FloatVector.broadcast(SPECIES, FACTOR);
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(SPECIES, b, i)
                    .fma(factor, FloatVector.fromArray(SPECIES, a, i))
                    .intoArray(c, i);
        }
    }

    /** a = factor a + 1 - factor, which stays near 1: what is written was read before, so that no write fetches a line for nothing. */
    static void update(float[] a, int from, int to) {
        FloatVector factor = FloatVector.broadcast(SPECIES, FACTOR);
        FloatVector shift = FloatVector.broadcast(SPECIES, 1 - FACTOR);
        for (int i = from; i < to; i += LANES) {
            FloatVector.fromArray(SPECIES, a, i).fma(factor, shift).intoArray(a, i);
        }
    }
}
