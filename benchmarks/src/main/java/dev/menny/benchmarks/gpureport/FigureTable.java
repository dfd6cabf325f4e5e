package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Entry.Gap;
import dev.menny.benchmarks.gpureport.Entry.Measured;
import dev.menny.benchmarks.gpureport.Entry.Timing;
import dev.menny.benchmarks.report.Figure;
import dev.menny.benchmarks.report.Median;
import dev.menny.benchmarks.report.TextTable;
import dev.menny.benchmarks.workload.NetworkWork;
import dev.menny.benchmarks.workload.Setting;
import dev.menny.benchmarks.workload.Work;
import dev.menny.benchmarks.workload.Works;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** All figures of a report: a row for each piece of work, a column for each contestant. */
final class FigureTable {
    private static final String MENNY = "menny";
    private static final String VARIANT = "variant";
    private static final String NONE = "";
    private static final double MILLI = 1e-3;
    private static final double TERA = 1e12;
    private static final double PERCENT = 100;

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<String> peers = new LinkedHashSet<>();
    private final GpuCeilings ceilings;

    /** What is known about one piece of work. */
    private static final class Row {
        private final Measured first;
        private final List<Timing> timings = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();

        Row(Measured first) {
            this.first = first;
        }
    }

    FigureTable(List<Entry> entries, GpuCeilings ceilings) {
        this.ceilings = ceilings;
        for (Entry entry : entries) {
            if (entry instanceof Timing timing) {
                row(timing.measurement()).timings.add(timing);
            } else if (entry instanceof Gap gap) {
                row(gap.measurement()).gaps.add(gap);
            }
        }
    }

    private Row row(Measured measurement) {
        if (!measurement.contestant().equals(MENNY)) {
            peers.add(measurement.contestant());
        }
        Map<String, String> work = new TreeMap<>(measurement.parameters());
        work.remove(VARIANT);
        return rows.computeIfAbsent(measurement.benchmark() + work, key -> new Row(measurement));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    String markdown() {
        List<String> header = new ArrayList<>(List.of("work", "device", "precision", "unit", MENNY));
        header.addAll(peers);
        header.addAll(List.of("menny/pytorch", "TFLOP/s", "of the machine", "GB/s", "of the machine"));
        TextTable table = new TextTable(header);
        rows.values().forEach(row -> table.add(cells(row)));
        return table.markdown();
    }

    private List<String> cells(Row row) {
        Map<String, String> parameters = row.first.parameters();
        Work work = Works.of(row.first.benchmark(), parameters);
        Setting setting = Works.setting(parameters);
        List<String> cells = new ArrayList<>(
                List.of(label(row.first), device(setting), setting.precision(), isSteps(work) ? "images/s" : "ms"));
        cells.add(cell(row, MENNY, work));
        peers.forEach(peer -> cells.add(cell(row, peer, work)));
        cells.add(ratio(row));
        OptionalDouble seconds = seconds(row, MENNY, null);
        boolean onGpu = setting.isGpu();
        cells.addAll(rate(work.flops(), seconds, TERA, onGpu ? ceilings.matrix(setting.precision()) : none()));
        cells.addAll(
                rate(work.bytes(setting.activationBytes()), seconds, Figure.GIGA, onGpu ? ceilings.copy() : none()));
        return cells;
    }

    private static OptionalDouble none() {
        return OptionalDouble.empty();
    }

    private static String label(Measured measured) {
        Map<String, String> parameters = measured.parameters();
        String batch = parameters.getOrDefault("batch", NONE);
        return "%s %s %s %s"
                .formatted(
                        measured.benchmark().replace("Benchmark", NONE),
                        parameters.getOrDefault("model", NONE),
                        parameters.getOrDefault("size", NONE),
                        batch.isEmpty() ? NONE : "batch " + batch)
                .replaceAll(" +", " ")
                .strip();
    }

    private static String device(Setting setting) {
        return setting.isGpu() ? setting.device() : "%s, %d threads".formatted(setting.device(), setting.threads());
    }

    private static boolean isSteps(Work work) {
        return work instanceof NetworkWork;
    }

    /** Median seconds over all windows of a contestant, or over those beside another one; empty if there are none. */
    private static OptionalDouble seconds(
            Row row, String contestant, @org.jspecify.annotations.Nullable String beside) {
        List<Double> seconds = row.timings.stream()
                .filter(timing -> timing.measurement().contestant().equals(contestant)
                        && (beside == null || timing.beside().equals(beside)))
                .flatMap(timing -> timing.seconds().stream())
                .toList();
        return seconds.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Median.of(seconds));
    }

    private static String cell(Row row, String contestant, Work work) {
        OptionalDouble seconds = seconds(row, contestant, null);
        if (seconds.isEmpty()) {
            return row.gaps.stream()
                    .filter(gap -> gap.measurement().contestant().equals(contestant))
                    .map(Gap::word)
                    .findFirst()
                    .orElse(NONE);
        }
        double value = isSteps(work) ? work.images() / seconds.getAsDouble() : seconds.getAsDouble() / MILLI;
        return Figure.number(value);
    }

    /** Beside the fastest peer, in the windows that both had in turn. */
    private String ratio(Row row) {
        OptionalDouble least = peers.stream()
                .filter(peer -> seconds(row, MENNY, peer).isPresent())
                .mapToDouble(peer -> seconds(row, peer, MENNY).orElse(Double.NaN)
                        / seconds(row, MENNY, peer).getAsDouble())
                .filter(ratio -> !Double.isNaN(ratio))
                .min();
        return least.isEmpty() ? NONE : Figure.number(least.getAsDouble()) + "x";
    }

    private static List<String> rate(double amount, OptionalDouble seconds, double unit, OptionalDouble ceiling) {
        if (seconds.isEmpty()) {
            return List.of(NONE, NONE);
        }
        double rate = amount / seconds.getAsDouble();
        return List.of(
                Figure.number(rate / unit),
                ceiling.isEmpty() ? NONE : Math.round(PERCENT * rate / ceiling.getAsDouble()) + " %");
    }
}
