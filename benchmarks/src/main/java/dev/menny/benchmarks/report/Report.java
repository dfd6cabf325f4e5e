package dev.menny.benchmarks.report;

import dev.menny.benchmarks.machine.MachineCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/** What measurements say, as tables. */
public final class Report {
    private static final String NONE = "";
    private static final double PERCENT = 100;

    private final List<Measurement> measurements;
    private final List<Comparison> comparisons;

    private Report(List<Measurement> measurements) {
        this.measurements = measurements;
        this.comparisons = Comparison.of(measurements);
    }

    /**
     * A report of files that JMH wrote.
     *
     * @throws dev.menny.benchmarks.UserError if one is missing or none of JMH's
     */
    public static Report of(List<Path> files) {
        return new Report(ResultsReader.read(files));
    }

    List<Comparison> comparisons() {
        return comparisons;
    }

    /** For a terminal. */
    public String text() {
        return sections(title -> title, TextTable::aligned);
    }

    /** For a page; the chart is made with {@link RatioChart}. */
    public String markdown() {
        return environment() + sections(title -> "### " + title, TextTable::markdown);
    }

    private record Section(String title, TextTable table) {}

    private String sections(Function<String, String> heading, Function<TextTable, String> form) {
        List<String> parts = new ArrayList<>();
        List<Section> sections = List.of(
                new Section("Speed: medians, and how many times faster Menny is", speed()),
                new Section("The GPU beside the CPU: Menny on both", DeviceTable.of(comparisons)),
                new Section("This machine's ceilings", machine()),
                new Section("Roofline: what is reached of what the machine allows", roofline()));
        for (Section section : sections) {
            if (!section.table().isEmpty()) {
                parts.add(heading.apply(section.title()) + "\n\n" + form.apply(section.table()));
            }
        }
        parts.addAll(notes());
        return String.join("\n\n", parts) + "\n";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (comparisons.stream().anyMatch(comparison -> comparison.work().effective())) {
            notes.add("eff.: operations of the direct algorithm over time; an algorithm that needs fewer, such as"
                    + " Winograd's, may pass the machine's peak.");
        }
        if (comparisons.stream().anyMatch(comparison -> Ceilings.applyTo(comparison.setting()))
                && roofline().isEmpty()) {
            notes.add("No roofline: measure the machine in the same run, with './menny bench \"Machine|…\"'.");
        }
        KnownPeers.warnings(comparisons, Ceilings.of(measurements, 1))
                .forEach(warning -> notes.add("Warning: " + warning));
        return notes;
    }

    private Set<String> libraries() {
        Set<String> libraries = new LinkedHashSet<>();
        comparisons.forEach(
                comparison -> libraries.addAll(comparison.bySeconds().keySet()));
        return libraries;
    }

    private TextTable speed() {
        List<String> libraries = List.copyOf(libraries());
        List<String> peers =
                libraries.stream().filter(name -> !name.equals(Comparison.OURS)).toList();
        SettingColumns settings = new SettingColumns(comparisons);
        List<String> header = new ArrayList<>(List.of("work"));
        header.addAll(settings.names());
        header.add("unit");
        header.addAll(libraries);
        peers.forEach(peer -> header.add("menny/" + peer));
        TextTable table = new TextTable(header);
        for (Comparison comparison : comparisons) {
            List<String> row = new ArrayList<>();
            row.add(comparison.shortName() + " " + comparison.sizes());
            row.addAll(settings.of(comparison.setting()));
            row.add(Figure.of(comparison.work(), comparison.setting(), 1).unit());
            libraries.forEach(library -> row.add(figure(comparison, library)));
            peers.forEach(peer -> row.add(ratio(comparison.ratioTo(peer))));
            table.add(row);
        }
        return table;
    }

    private static String figure(Comparison comparison, String library) {
        OptionalDouble seconds = comparison.seconds(library);
        return seconds.isEmpty()
                ? NONE
                : Figure.number(Figure.of(comparison.work(), comparison.setting(), seconds.getAsDouble())
                        .value());
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isEmpty() ? NONE : Figure.number(ratio.getAsDouble()) + "x";
    }

    private TextTable machine() {
        TextTable table = new TextTable(List.of("pattern", "threads", "GFLOP/s", "GB/s"));
        measurements.stream().filter(Measurement::isOfMachine).forEach(measurement -> {
            MachineCost cost = Ceilings.cost(measurement);
            table.add(List.of(
                    measurement.benchmark().substring(measurement.benchmark().indexOf('.') + 1),
                    measurement.parameter("threads"),
                    rate(cost.flops(), measurement.median()),
                    rate(cost.bytes(), measurement.median())));
        });
        return table;
    }

    private static String rate(double amount, double seconds) {
        return amount == 0 ? NONE : Figure.number(amount / seconds / Figure.GIGA);
    }

    private TextTable roofline() {
        TextTable table =
                new TextTable(List.of("work", "library", "GFLOP/s", "GB/s", "bound by", "of its ceiling", "note"));
        for (Comparison comparison : comparisons) {
            Optional<Ceilings> ceilings =
                    Ceilings.of(measurements, comparison.setting().threads());
            if (ceilings.isPresent() && Ceilings.applyTo(comparison.setting())) {
                comparison
                        .bySeconds()
                        .forEach((library, seconds) ->
                                table.add(roofline(comparison, library, seconds, ceilings.get())));
            }
        }
        return table;
    }

    private static List<String> roofline(Comparison comparison, String library, double seconds, Ceilings ceilings) {
        var work = comparison.work();
        return List.of(
                comparison.shortName() + " " + comparison.label(),
                library,
                rate(work.flops(), seconds),
                rate(work.bytes(), seconds),
                ceilings.isBoundByCore(work) ? "core" : "memory",
                Math.round(PERCENT * ceilings.leastSeconds(work) / seconds) + " %",
                work.effective() ? "eff." : NONE);
    }

    private String environment() {
        Map<String, String> facts = measurements.getLast().environment();
        if (facts.isEmpty()) {
            return "The file does not say on which machine it was measured.\n\n";
        }
        TextTable table = new TextTable(List.of("measured", NONE));
        facts.forEach((name, value) -> table.add(List.of(name, value)));
        return table.markdown() + "\n\n";
    }
}
