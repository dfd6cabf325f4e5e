package dev.menny.benchmarks.workload;

import java.util.SplittableRandom;

/** The same inputs for all contestants. */
public final class Data {
    private static final long SEED = 1;

    private Data() {}

    /** Numbers in [0, 1), the same each time. */
    public static float[] uniform(int length) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (random.nextInt() >>> 8) * 0x1p-24f;
        }
        return values;
    }

    /** Weights in [-1, 1) / sqrt(fan-in), so that activations neither vanish nor overflow. */
    public static float[] weights(int length, int fanIn) {
        float[] values = uniform(length);
        float scale = (float) (2 / Math.sqrt(fanIn));
        for (int i = 0; i < length; i++) {
            values[i] = (values[i] - 0.5f) * scale;
        }
        return values;
    }

    /** A class for each picture of a batch, all equally often. */
    public static int[] labels(int batch) {
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % Network.CLASSES;
        }
        return labels;
    }
}
