package dev.menny.backend;

/**
 * The counter-based random generator Philox 4x32-10 (Salmon et al., "Parallel Random Numbers: As Easy as 1, 2, 3",
 * SC 2011): random access by position, so every thread and every device draws the same numbers.
 */
public final class Philox {
    private static final int ROUNDS = 10;
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
     * A run of uniform numbers in [0, 1).
     *
     * @param position position of the first number, a multiple of 4
     * @param count how many, at most {@code destination.length}
     */
    public static void uniforms(long seed, long position, float[] destination, int count) {
        int[] words = new int[4];
        for (int i = 0; i < count; i += 4) {
            words(seed, (position + i) >>> 2, words, 0);
            int last = Math.min(4, count - i);
            for (int j = 0; j < last; j++) {
                destination[i + j] = toUniform(words[j]);
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
