package dev.menny.trainer.model;

import dev.menny.io.SpoiltWeightsException;
import dev.menny.trainer.data.LabeledImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The counts of an evaluation under way. */
final class Tally {
    private final List<String> classes;
    private final int[][] counts;
    private final List<Mistake> mistakes = new ArrayList<>();
    private double lossSum;
    private int images;

    Tally(List<String> classes) {
        this.classes = classes;
        this.counts = new int[classes.size()][classes.size()];
    }

    /**
     * Counts one picture.
     *
     * @param logits of a batch
     * @param from where this picture's begin
     */
    void add(LabeledImage image, float[] logits, int from) {
        int predicted = 0;
        for (int i = 1; i < classes.size(); i++) {
            predicted = logits[from + i] > logits[from + predicted] ? i : predicted;
        }
        double logSum = logSumExp(logits, from, logits[from + predicted]);
        if (!Double.isFinite(logSum)) {
            throw new SpoiltWeightsException();
        }
        // From the logits and not from probabilities, which vanish where the model is sure of something wrong.
        lossSum += logSum - logits[from + image.label()];
        counts[image.label()][predicted]++;
        images++;
        if (predicted != image.label()) {
            double probability = Math.exp(logits[from + predicted] - logSum);
            mistakes.add(new Mistake(image.file(), image.label(), predicted, probability));
        }
    }

    private double logSumExp(float[] logits, int from, double largest) {
        double sum = 0;
        for (int i = 0; i < classes.size(); i++) {
            sum += Math.exp(logits[from + i] - largest);
        }
        return largest + Math.log(sum);
    }

    int images() {
        return images;
    }

    Evaluation evaluation(List<String> skipped) {
        mistakes.sort(Comparator.comparingDouble(Mistake::probability).reversed());
        return new Evaluation(ConfusionMatrix.of(classes, counts), lossSum / images, mistakes, skipped);
    }
}
