package dev.menny.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a header. The first column is text, the others are figures and stand to the right. */
public final class TextTable {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public TextTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** Adds a row of as many cells as the header has. */
    public void add(List<String> row) {
        rows.add(List.copyOf(row));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** For a terminal. */
    String aligned() {
        List<List<String>> all = new ArrayList<>(List.of(header));
        all.addAll(rows);
        List<Integer> widths = IntStream.range(0, header.size())
                .mapToObj(column -> all.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return all.stream().map(row -> aligned(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String aligned(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> {
                    String space =
                            " ".repeat(widths.get(column) - row.get(column).length());
                    return column == 0 ? row.get(column) + space : space + row.get(column);
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    /** For a page. */
    public String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add(markdown(header));
        lines.add(markdown(IntStream.range(0, header.size())
                .mapToObj(column -> column == 0 ? "---" : "---:")
                .toList()));
        rows.forEach(row -> lines.add(markdown(row)));
        return String.join("\n", lines);
    }

    private static String markdown(List<String> row) {
        return row.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }
}
