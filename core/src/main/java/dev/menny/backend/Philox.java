package dev.menny.backend;

import java.util.Arrays;

/**
 * The counter-based random generator Philox 4x32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3",
 * SC 2011): random access by position, so every thread and every device draws the same numbers.
 */
public final class Philox {
    private static final int ROUNDS = 10;
    private static final int GROUP = 4;
    // Counters that go through the rounds together; their state stays in the first-level cache.
    private static final int BLOCK = 64;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long LOW = 0xFFFFFFFFL;

    private Philox() {}

    /**
     * Four words for one counter.
     *
     * @param seed the key
     * @param counter the position, in groups of four words
     * @param words receives the words at {@code [at, at + 4)}
     */
    public static void words(long seed, long counter, int[] words, int at) {
        int c0 = (int) counter;
        int c1 = (int) (counter >>> 32);
        int c2 = 0;
        int c3 = 0;
        int key0 = (int) seed;
        int key1 = (int) (seed >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & LOW);
            long product1 = MULTIPLIER_1 * (c2 & LOW);
            int next0 = (int) (product1 >>> 32) ^ c1 ^ key0;
            int next2 = (int) (product0 >>> 32) ^ c3 ^ key1;
            c1 = (int) product1;
            c3 = (int) product0;
            c0 = next0;
            c2 = next2;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        words[at] = c0;
        words[at + 1] = c1;
        words[at + 2] = c2;
        words[at + 3] = c3;
    }

    /**
     * The uniform number at one position, in [0, 1) with 24 bits. Slow for runs of numbers: use {@link #uniforms}.
     */
    public static float uniform(long seed, long position) {
        int[] words = new int[4];
        words(seed, position >>> 2, words, 0);
        return toUniform(words[(int) (position & 3)]);
    }

    /**
     * A run of uniform numbers in [0, 1), from the begin of an array on.
     *
     * @param position position of the first number, a multiple of 4
     * @param count how many, at most {@code destination.length}
     */
    public static void uniforms(long seed, long position, float[] destination, int count) {
        uniforms(seed, position, destination, 0, count);
    }

    /**
     * A run of uniform numbers in [0, 1).
     *
     * @param position position of the first number, a multiple of 4
     * @param at where in the destination it goes
     * @param count how many
     */
    public static void uniforms(long seed, long position, float[] destination, int at, int count) {
        long[][] lanes = new long[GROUP][BLOCK];
        float[][] numbers = new float[GROUP][BLOCK];
        for (int from = 0; from < count; from += GROUP * BLOCK) {
            start(lanes, (position + from) / GROUP);
            int key0 = (int) seed;
            int key1 = (int) (seed >>> 32);
            for (int round = 0; round < ROUNDS; round++) {
                round(lanes[0], lanes[1], lanes[2], lanes[3], key0 & LOW, key1 & LOW);
                key0 += WEYL_0;
                key1 += WEYL_1;
            }
            for (int word = 0; word < GROUP; word++) {
                toUniforms(lanes[word], numbers[word]);
            }
            interleave(numbers, destination, at + from, Math.min(GROUP * BLOCK, count - from));
        }
    }

    private static void start(long[][] lanes, long counter) {
        for (int i = 0; i < BLOCK; i++) {
            lanes[0][i] = (counter + i) & LOW;
            lanes[1][i] = (counter + i) >>> 32;
        }
        Arrays.fill(lanes[2], 0);
        Arrays.fill(lanes[3], 0);
    }

    /** One round of {@link #words} for many counters at once, in a form that the JIT compiler vectorises. */
    private static void round(long[] c0, long[] c1, long[] c2, long[] c3, long key0, long key1) {
        for (int i = 0; i < BLOCK; i++) {
            long product0 = MULTIPLIER_0 * (c0[i] & LOW);
            long product1 = MULTIPLIER_1 * (c2[i] & LOW);
            c0[i] = product1 >>> 32 ^ c1[i] ^ key0;
            c2[i] = product0 >>> 32 ^ c3[i] ^ key1;
            c1[i] = product1 & LOW;
            c3[i] = product0 & LOW;
        }
    }

    private static void toUniforms(long[] words, float[] numbers) {
        for (int i = 0; i < BLOCK; i++) {
            numbers[i] = toUniform((int) words[i]);
        }
    }

    private static void interleave(float[][] numbers, float[] destination, int at, int count) {
        for (int word = 0; word < GROUP; word++) {
            float[] lane = numbers[word];
            for (int i = word; i < count; i += GROUP) {
                destination[at + i] = lane[i / GROUP];
            }
        }
    }

    /** A seed for one of many streams that one user's seed feeds, so that their numbers have nothing in common. */
    public static long derive(long seed, long stream) {
        int[] words = new int[4];
        words(seed, stream, words, 0);
        return ((long) words[0] << 32) | (words[1] & LOW);
    }

    private static float toUniform(int word) {
        return (word >>> 8) * 0x1p-24f;
    }
}
