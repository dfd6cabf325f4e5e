package dev.menny.trainer.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Independent random streams named by numbers, so that no draw depends on how many others came before it. */
final class Seeds {
    static final long SPLIT = 1;
    static final long SHUFFLE = 2;
    static final long AUGMENT = 3;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** The stream of {@code seed} that {@code path} leads to; the first number of a path tells what it is for. */
    static RandomGenerator stream(long seed, long... path) {
        long state = seed;
        for (long step : path) {
            state = mix(mix(state + GOLDEN_GAMMA) ^ step);
        }
        return new SplittableRandom(state);
    }

    /** Numbers 0 to {@code count - 1} in random order (Fisher and Yates). */
    static int[] permutation(int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood 2014, variant 13 of Stafford): every input bit reaches every output bit. */
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
