package dev.menny.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one benchmark measured with one set of parameters.
 *
 * @param benchmark class and method without the package
 * @param parameters JMH's
 * @param seconds of one operation: one number per iteration, of all forks
 * @param environment where it was measured; empty if the file does not say
 */
record Measurement(
        String benchmark, Map<String, String> parameters, List<Double> seconds, Map<String, String> environment) {
    private static final String LIBRARY = "library";

    /** Median seconds of one operation. */
    double median() {
        return Median.of(seconds);
    }

    /** Who computed; empty for a benchmark of the machine. */
    String library() {
        return parameter(LIBRARY);
    }

    /** A parameter's value, or an empty text. */
    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** What must agree for two libraries to be compared: everything but the library. */
    String work() {
        Map<String, String> others = new TreeMap<>(parameters);
        others.remove(LIBRARY);
        return benchmark + " " + others;
    }

    boolean isOfMachine() {
        return benchmark.startsWith("MachineBenchmark.");
    }
}
