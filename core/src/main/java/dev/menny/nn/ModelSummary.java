package dev.menny.nn;

import dev.menny.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model looks like for one input shape; {@link #toString} is a table for people.
 *
 * @param input the input shape
 * @param rows one per layer
 */
public record ModelSummary(Shape input, List<Row> rows) {
    /**
     * One layer.
     *
     * @param layer its position and settings
     * @param output its output shape
     * @param parameters its learned values
     */
    public record Row(String layer, Shape output, long parameters) {}

    static ModelSummary of(Sequential model, Shape input) {
        model.outputShape(input);
        List<Row> rows = new ArrayList<>();
        Shape shape = input;
        for (int i = 0; i < model.layers().size(); i++) {
            Layer layer = model.layers().get(i);
            shape = layer.outputShape(shape);
            long count = layer.parameters().values().stream()
                    .mapToLong(parameter -> parameter.shape().length())
                    .sum();
            rows.add(new Row(i + " " + LayerText.of(layer.config()), shape, count));
        }
        return new ModelSummary(input, List.copyOf(rows));
    }

    /** Learned values in all. */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    @Override
    public String toString() {
        int wide = Math.max(
                14, rows.stream().mapToInt(row -> row.layer().length()).max().orElse(0));
        String line = "%-" + wide + "s  %-24s  %,14d%n";
        String rule = "-".repeat(wide + 2 + 24 + 2 + 14) + System.lineSeparator();
        StringBuilder table =
                new StringBuilder(("%-" + wide + "s  %-24s  %14s%n").formatted("layer", "output", "parameters"));
        table.append(rule).append(line.formatted("input", input, 0));
        rows.forEach(row -> table.append(line.formatted(row.layer(), row.output(), row.parameters())));
        table.append(rule).append(line.formatted("total", "", parameters()));
        table.append(("%-" + wide + "s  %-24s  %,10.1f MiB%n")
                .formatted("float32 weights", "", parameters() * 4 / 1048576.0));
        return table.toString();
    }
}
