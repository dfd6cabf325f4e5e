package dev.menny.benchmarks.machine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Multiply-adds in registers alone, enough of them side by side that none waits for another. */
final class Fma {
    // The species must be a constant and each accumulator a variable of its own: else nothing here stays in registers.
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int ACCUMULATORS = 12;
    private static final int ROUNDS = MachineCost.FMA_FLOPS / (2 * ACCUMULATORS * SPECIES.length());

    private Fma() {}

    /** Computes {@link MachineCost#FMA_FLOPS} operations, however wide the vectors are. */
    static float run() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.9999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-3f);
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0.add(1);
        FloatVector a2 = a0.add(2);
        FloatVector a3 = a0.add(3);
        FloatVector a4 = a0.add(4);
        FloatVector a5 = a0.add(5);
        FloatVector a6 = a0.add(6);
        FloatVector a7 = a0.add(7);
        FloatVector a8 = a0.add(8);
        FloatVector a9 = a0.add(9);
        FloatVector a10 = a0.add(10);
        FloatVector a11 = a0.add(11);
        for (int i = 0; i < ROUNDS; i++) {
            a0 = a0.fma(x, y);
            a1 = a1.fma(x, y);
            a2 = a2.fma(x, y);
            a3 = a3.fma(x, y);
            a4 = a4.fma(x, y);
            a5 = a5.fma(x, y);
            a6 = a6.fma(x, y);
            a7 = a7.fma(x, y);
            a8 = a8.fma(x, y);
            a9 = a9.fma(x, y);
            a10 = a10.fma(x, y);
            a11 = a11.fma(x, y);
        }
        FloatVector low = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
        FloatVector high = a6.add(a7).add(a8).add(a9).add(a10).add(a11);
        return low.add(high).reduceLanes(VectorOperators.ADD);
    }
}
