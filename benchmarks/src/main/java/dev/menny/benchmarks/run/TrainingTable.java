package dev.menny.benchmarks.run;

import java.util.List;
import java.util.Map;

/** The trainings that are measured unless somebody asks for others: not all that the parameters could be crossed to. */
final class TrainingTable {
    private static final String BENCHMARK = "TrainStepBenchmark.";
    private static final List<Map<String, String>> ROWS = List.of(
            row("complex", "128", "16"),
            row("complex", "512", "4"),
            row("complex", "512", "16"),
            row("simple", "128", "16"),
            row("simple", "512", "4"),
            row("complex", "128", "64"),
            row("complex", "512", "64"),
            row("simple", "128", "64"),
            row("simple", "512", "64"));

    private TrainingTable() {}

    private static Map<String, String> row(String model, String size, String batch) {
        return Map.of("model", model, "size", size, "batch", batch);
    }

    static boolean covers(String simpleName) {
        return simpleName.startsWith(BENCHMARK);
    }

    static boolean lists(Map<String, String> parameters) {
        return ROWS.stream().anyMatch(row -> parameters.entrySet().containsAll(row.entrySet()));
    }
}
