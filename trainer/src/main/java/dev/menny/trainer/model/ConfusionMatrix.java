package dev.menny.trainer.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How often pictures of each class were taken for each class, and what follows from it. Immutable. */
public final class ConfusionMatrix {
    private final List<String> classes;
    private final int[][] counts;

    private ConfusionMatrix(List<String> classes, int[][] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * A matrix of counted pictures.
     *
     * @param classes names by index
     * @param counts {@code [true][predicted]}, each at least 0
     * @throws IllegalArgumentException if there are not as many rows and columns as classes, or a count is below 0
     */
    public static ConfusionMatrix of(List<String> classes, int[][] counts) {
        int size = classes.size();
        boolean square = counts.length == size && Arrays.stream(counts).allMatch(row -> row.length == size);
        if (!square || Arrays.stream(counts).flatMapToInt(Arrays::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of %d classes has as many rows and columns, and counts of at least 0"
                            .formatted(size));
        }
        return new ConfusionMatrix(
                List.copyOf(classes), Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new));
    }

    /** Class names by index. */
    public List<String> classes() {
        return classes;
    }

    /** A copy of all counts, {@code [true][predicted]}. */
    public int[][] counts() {
        return Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
    }

    /** Pictures of class {@code truth} that were taken for {@code predicted}. */
    public int count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** Pictures of a class. */
    public int support(int index) {
        return Arrays.stream(counts[index]).sum();
    }

    /** Pictures that were taken for a class. */
    public int predicted(int index) {
        return Arrays.stream(counts).mapToInt(row -> row[index]).sum();
    }

    /** All pictures. */
    public int total() {
        return IntStream.range(0, classes.size()).map(this::support).sum();
    }

    /** Pictures that were taken for what they are. */
    public int correct() {
        return IntStream.range(0, classes.size())
                .map(index -> counts[index][index])
                .sum();
    }

    /** Share of the pictures that were taken for what they are, in [0, 1]; NaN without pictures. */
    public double accuracy() {
        return (double) correct() / total();
    }

    /** How well a class is told from the others. */
    public ClassScore score(int index) {
        double hits = counts[index][index];
        int support = support(index);
        int predicted = predicted(index);
        return new ClassScore(hits / predicted, hits / support, 2 * hits / (support + predicted));
    }

    /**
     * The mean over the classes that have pictures, each counted alike. A class that was never predicted enters with
     * precision 0: to leave it out would reward a model for never naming it.
     *
     * @return NaN throughout if no class has pictures
     */
    public ClassScore macro() {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        int present = 0;
        for (int index = 0; index < classes.size(); index++) {
            if (support(index) > 0) {
                ClassScore score = score(index);
                precision += predicted(index) == 0 ? 0 : score.precision();
                recall += score.recall();
                f1 += score.f1();
                present++;
            }
        }
        return new ClassScore(precision / present, recall / present, f1 / present);
    }

    /** All pairs of classes that were confused, the most frequent ones first; ties in the order of the classes. */
    public List<ConfusedPair> confusedPairs() {
        List<ConfusedPair> pairs = new ArrayList<>();
        for (int truth = 0; truth < counts.length; truth++) {
            for (int predicted = 0; predicted < counts.length; predicted++) {
                if (truth != predicted && counts[truth][predicted] > 0) {
                    pairs.add(new ConfusedPair(truth, predicted, counts[truth][predicted]));
                }
            }
        }
        pairs.sort(Comparator.comparingInt(ConfusedPair::count).reversed());
        return List.copyOf(pairs);
    }
}
