package dev.menny.benchmarks.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Small measurements to count with. */
final class Records {
    private static final Map<String, String> CONV =
            Map.of("size", "1x10x10x16-16", "device", "cpu", "threads", "1", "precision", "fp32");

    private Records() {}

    static Measurement conv(String library, Double... seconds) {
        Map<String, String> parameters = new HashMap<>(CONV);
        parameters.put("library", library);
        return new Measurement("ConvBenchmark.forward", parameters, List.of(seconds), Map.of());
    }

    static Measurement adamW(double seconds) {
        Map<String, String> parameters =
                Map.of("library", "menny", "size", "1000", "device", "cpu", "threads", "1", "precision", "fp32");
        return new Measurement("AdamWBenchmark.step", parameters, List.of(seconds), Map.of());
    }

    static Measurement machine(String pattern, double seconds) {
        return new Measurement(
                "MachineBenchmark." + pattern, Map.of("threads", "1", "floats", "1000"), List.of(seconds), Map.of());
    }
}
