package dev.menny.trainer.train;

import dev.menny.tensor.Tensor;

/** The score of the pictures seen so far, each counted once however they came in batches. */
final class RunningScore {
    private double lossSum;
    private long correct;
    private long images;

    /** No picture seen. */
    RunningScore() {}

    /** As {@link #lossSum}, {@link #correct} and {@link #images} told before. */
    RunningScore(double lossSum, long correct, long images) {
        this.lossSum = lossSum;
        this.correct = correct;
        this.images = images;
    }

    /**
     * Counts a batch.
     *
     * @param loss mean over the batch
     * @param logits {@code [N,classes]}
     * @param labels N class indices
     */
    void add(double loss, Tensor logits, int[] labels) {
        lossSum += loss * labels.length;
        images += labels.length;
        float[] values = logits.toArray();
        int classes = logits.shape().size(1);
        for (int row = 0; row < labels.length; row++) {
            if (indexOfLargest(values, row * classes, classes) == labels[row]) {
                correct++;
            }
        }
    }

    private static int indexOfLargest(float[] values, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }

    double lossSum() {
        return lossSum;
    }

    long correct() {
        return correct;
    }

    long images() {
        return images;
    }

    Score score() {
        return new Score(lossSum / images, (double) correct / images);
    }
}
