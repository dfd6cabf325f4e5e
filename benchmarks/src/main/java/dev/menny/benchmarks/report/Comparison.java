package dev.menny.benchmarks.report;

import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Works;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The same work done by several libraries.
 *
 * @param benchmark class and method
 * @param work what was done
 * @param setting where it was done
 * @param sizes the work's, for people
 * @param bySeconds the median of each library's seconds for one operation, in the order in which they were measured
 */
record Comparison(String benchmark, Work work, Setting setting, String sizes, Map<String, Double> bySeconds) {
    static final String OURS = "menny";

    /** All comparisons that measurements allow, in the order of the first measurement of each. */
    static List<Comparison> of(List<Measurement> measurements) {
        Map<String, List<Measurement>> groups = new LinkedHashMap<>();
        for (Measurement measurement : measurements) {
            if (!measurement.isOfMachine()) {
                groups.computeIfAbsent(measurement.work(), key -> new ArrayList<>())
                        .add(measurement);
            }
        }
        return groups.values().stream().map(Comparison::ofGroup).toList();
    }

    private static Comparison ofGroup(List<Measurement> group) {
        Measurement first = group.getFirst();
        Map<String, Double> medians = new LinkedHashMap<>();
        group.forEach(measurement -> medians.put(measurement.library(), measurement.median()));
        return new Comparison(
                first.benchmark(),
                Works.of(first.benchmark(), first.parameters()),
                Works.setting(first.parameters()),
                sizes(first),
                medians);
    }

    private static String sizes(Measurement measurement) {
        String batch = measurement.parameter("batch");
        return "%s %s%s"
                .formatted(
                        measurement.parameter("model"),
                        measurement.parameter("size"),
                        batch.isEmpty() ? "" : " batch " + batch)
                .strip();
    }

    /** Sizes, and where the work was done unless that is one CPU thread in fp32. */
    String label() {
        List<String> parts = new ArrayList<>();
        if (!setting.device().equals(Setting.CPU)) {
            parts.add("on " + setting.device());
        }
        if (setting.threads() != 1 && !setting.isGpu()) {
            parts.add("%d threads".formatted(setting.threads()));
        }
        if (!setting.precision().equals(Setting.FP32)) {
            parts.add(setting.precision());
        }
        return parts.isEmpty() ? sizes : sizes + " " + String.join(", ", parts);
    }

    /** A library's median seconds; empty if it was not measured. */
    OptionalDouble seconds(String library) {
        Double seconds = bySeconds.get(library);
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** How many times faster Menny is than a peer; empty if one of them was not measured. */
    OptionalDouble ratioTo(String peer) {
        OptionalDouble ours = seconds(OURS);
        OptionalDouble theirs = seconds(peer);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(theirs.getAsDouble() / ours.getAsDouble())
                : OptionalDouble.empty();
    }

    /** The benchmark without the word that all share. */
    String shortName() {
        return benchmark.replace("Benchmark", "");
    }
}
