package dev.menny.benchmarks.report;

import java.util.List;

/** The middle of some numbers: unlike a mean it does not care how bad the worst was. */
public final class Median {
    private Median() {}

    /**
     * The middle one.
     *
     * @param values at least one; of two in the middle the mean counts
     */
    public static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
