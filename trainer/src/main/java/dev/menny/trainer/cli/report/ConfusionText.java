package dev.menny.trainer.cli.report;

import dev.menny.trainer.model.ConfusionMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A confusion matrix in plain signs. Columns bear the classes' names where they fit, else numbers, which stand before
 * the names of the rows; a zero is a dot, so that the eye finds what was confused.
 */
final class ConfusionText {
    private static final int LONGEST_NAME = 24;
    private static final int SHORTEST_NAME = 6;

    private ConfusionText() {}

    /** The lines of the matrix, none longer than {@code width}; empty if there are too many classes for that. */
    static Optional<List<String>> lines(ConfusionMatrix matrix, int width) {
        List<String> names = matrix.classes();
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        int countWidth = widest(matrix);
        int rowName = Math.min(longest, LONGEST_NAME);
        if (rowName + names.size() * (2 + Math.max(longest, countWidth)) <= width) {
            return Optional.of(lines(matrix, names, names, rowName, 2 + Math.max(longest, countWidth)));
        }
        List<String> numbers = numbers(names.size());
        int digits = numbers.getLast().length();
        int column = 1 + Math.max(countWidth, digits);
        int room = Math.min(rowName, width - names.size() * column - digits - 1);
        if (room < Math.min(rowName, SHORTEST_NAME)) {
            return Optional.empty();
        }
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            numbered.add(("%" + digits + "s %s").formatted(numbers.get(i), cut(names.get(i), room)));
        }
        return Optional.of(lines(matrix, numbered, numbers, digits + 1 + room, column));
    }

    private static List<String> lines(
            ConfusionMatrix matrix, List<String> rowNames, List<String> columnNames, int rowWidth, int columnWidth) {
        List<String> lines = new ArrayList<>();
        String cell = "%" + columnWidth + "s";
        StringBuilder header = new StringBuilder(" ".repeat(rowWidth));
        columnNames.forEach(name -> header.append(cell.formatted(name)));
        lines.add(header.toString());
        for (int truth = 0; truth < rowNames.size(); truth++) {
            StringBuilder line =
                    new StringBuilder(("%-" + rowWidth + "s").formatted(cut(rowNames.get(truth), rowWidth)));
            for (int predicted = 0; predicted < columnNames.size(); predicted++) {
                int count = matrix.count(truth, predicted);
                line.append(cell.formatted(count == 0 ? "." : String.valueOf(count)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static int widest(ConfusionMatrix matrix) {
        int largest = Arrays.stream(matrix.counts())
                .flatMapToInt(Arrays::stream)
                .max()
                .orElse(0);
        return String.valueOf(largest).length();
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            numbers.add(String.valueOf(i));
        }
        return numbers;
    }

    /** Marked with a dot, which every terminal can show. */
    private static String cut(String name, int width) {
        return name.length() <= width ? name : name.substring(0, width - 1) + ".";
    }
}
