package dev.menny.backend;

import java.util.SplittableRandom;

/** Inputs for kernels: equal names and lengths give equal values, on whatever backend. */
final class Data {
    private Data() {}

    /** Uniform in [-1, 1). */
    static float[] uniform(String name, long length) {
        SplittableRandom random = random(name, length);
        float[] values = new float[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** One of -1, -0.5, 0, 0.5 and 1, so that zeros and equal neighbours are common. */
    static float[] coarse(String name, long length) {
        SplittableRandom random = random(name, length);
        float[] values = new float[Math.toIntExact(length)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(-2, 3) / 2f;
        }
        return values;
    }

    /** Any bytes. */
    static byte[] bytes(String name, long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        random(name, length).nextBytes(bytes);
        return bytes;
    }

    /** Class numbers in [0, classes). */
    static int[] labels(int n, int classes) {
        return random("labels", n).ints(n, 0, classes).toArray();
    }

    private static SplittableRandom random(String name, long length) {
        return new SplittableRandom(31L * name.hashCode() + length);
    }
}
