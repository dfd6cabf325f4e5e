package dev.menny.witness;

import java.util.SplittableRandom;

/** Random inputs: the same for the same case and attempt on every machine. */
final class Draw {
    private final SplittableRandom random;

    Draw(String caseName, int attempt) {
        random = new SplittableRandom(caseName.hashCode() * 1_000_003L + attempt);
    }

    /** Uniform in [-bound, bound). */
    Values uniform(double bound, long... shape) {
        return between(-bound, bound, shape);
    }

    /** Uniform in [low, high). */
    Values between(double low, double high, long... shape) {
        float[] data = new float[(int) Values.size(shape)];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (low + (high - low) * random.nextDouble());
        }
        return Values.floats(shape, data);
    }

    /** Class numbers in [0, classes), one for each of the batch and all different as long as they last. */
    Values labels(int batch, int classes) {
        int first = random.nextInt(classes);
        float[] data = new float[batch];
        for (int i = 0; i < batch; i++) {
            data[i] = (first + i) % classes;
        }
        return new Values(Values.Kind.I32, new long[] {batch}, data);
    }
}
