package dev.menny.trainer.cli.report;

import java.util.List;
import java.util.stream.Collectors;

/** Builds a Markdown text, paragraph by paragraph. Not for several threads. */
public final class Markdown {
    private final StringBuilder text = new StringBuilder();

    /** A heading of a level from 1. */
    public Markdown heading(int level, String words) {
        return block("#".repeat(level) + " " + escaped(words));
    }

    /** A paragraph. */
    public Markdown paragraph(String words) {
        return block(escaped(words));
    }

    /** A picture from a file beside the text. */
    public Markdown picture(String words, String file) {
        return block("![%s](%s)".formatted(escaped(words), file));
    }

    /** A list. */
    public Markdown list(List<String> points) {
        return block(points.stream().map(point -> "- " + escaped(point)).collect(Collectors.joining("\n")));
    }

    /** Lines that are kept as they are. */
    public Markdown code(List<String> lines) {
        return block(lines.stream().map(line -> "    " + line).collect(Collectors.joining("\n")));
    }

    /** A table; the first column holds words, the others figures. */
    public Markdown table(List<String> header, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(line(header)).append('\n');
        table.append("|:--").append("|--:".repeat(header.size() - 1)).append("|");
        rows.forEach(row -> table.append('\n').append(line(row)));
        return block(table.toString());
    }

    /** A table of names and what they stand for. */
    public Markdown facts(List<List<String>> rows) {
        StringBuilder table = new StringBuilder("| | |\n|:--|:--|");
        rows.forEach(row -> table.append('\n').append(line(row)));
        return block(table.toString());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private Markdown block(String block) {
        text.append(text.isEmpty() ? "" : "\n").append(block).append('\n');
        return this;
    }

    /** Names of people's files and folders must not turn into markup. */
    private static String escaped(String words) {
        return words.replaceAll("([\\\\`*_\\[\\]<>|#])", "\\\\$1").replaceAll("\\R", " ");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
