package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Entry.Check;
import dev.menny.benchmarks.gpureport.Entry.Fact;
import dev.menny.benchmarks.gpureport.Entry.Gap;
import dev.menny.benchmarks.gpureport.Entry.Peak;
import dev.menny.benchmarks.report.Figure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is known, as a page: the machine, what was checked, its ceilings, one table of figures, and what is missing. */
final class Page {
    private static final String MENNY = "menny";
    private static final double TERA = 1e12;

    private final List<Entry> entries;

    Page(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    String markdown() {
        List<String> parts = new ArrayList<>();
        parts.add("# Menny on this machine");
        parts.add(list(all(Fact.class).map(fact -> "%s: %s".formatted(fact.name(), fact.value()))));
        parts.add(list(all(Check.class)
                .map(check ->
                        "%s: %s: **%s**: %s".formatted(check.part(), check.name(), check.verdict(), check.note()))));
        parts.add(list(all(Peak.class).map(Page::peak)));
        FigureTable figures =
                new FigureTable(entries, new GpuCeilings(all(Peak.class).toList()));
        if (!figures.isEmpty()) {
            parts.add(figures.markdown());
            parts.add(LEGEND);
        }
        parts.add(list(gaps().stream()));
        return String.join(
                        "\n\n", parts.stream().filter(part -> !part.isEmpty()).toList()) + "\n";
    }

    private static final String LEGEND =
            "Medians over windows, in which the contestants took turns. menny/pytorch: PyTorch's"
                    + " time over Menny's in those windows, beside the variant of PyTorch that comes closest; above 1 Menny is"
                    + " faster. TFLOP/s count the direct algorithm, GB/s what must pass between memory and chip at least; of the"
                    + " machine: over the measured rate of matrix products in that precision, and of copies.";

    private static String list(Stream<String> lines) {
        return String.join("\n", lines.map(line -> "- " + line).toList());
    }

    private <T extends Entry> Stream<T> all(Class<T> type) {
        return entries.stream().filter(type::isInstance).map(type::cast);
    }

    private static String peak(Peak peak) {
        return peak.pattern().equals(Peak.COPY)
                ? "ceiling of copies: %s GB/s by %s".formatted(Figure.number(peak.rate() / Figure.GIGA), peak.by())
                : "ceiling of matrix products, %s: %s TFLOP/s by %s"
                        .formatted(peak.precision(), Figure.number(peak.rate() / TERA), peak.by());
    }

    /** Why figures are missing, each reason once. */
    private Set<String> gaps() {
        Set<String> reasons = new LinkedHashSet<>();
        all(Gap.class)
                .forEach(gap -> reasons.add("%s, %s: %s"
                        .formatted(
                                gap.measurement().contestant().equals(MENNY)
                                        ? "Menny"
                                        : gap.measurement().contestant(),
                                gap.word(),
                                gap.reason())));
        return reasons;
    }
}
