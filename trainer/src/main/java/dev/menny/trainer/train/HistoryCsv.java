package dev.menny.trainer.train;

import java.util.ArrayList;
import java.util.List;

/** Epochs as a table of comma-separated values, exact to the last bit. */
public final class HistoryCsv {
    private static final String HEAD =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,images_per_s,seconds,best";
    private static final int COLUMNS = HEAD.split(",").length;

    private HistoryCsv() {}

    /** One line per epoch after a line of names; without validation its cells are empty. */
    public static String toText(List<EpochResult> epochs) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        for (EpochResult epoch : epochs) {
            Score validation = epoch.validation();
            text.append(epoch.epoch()).append(',');
            text.append(epoch.training().loss()).append(',');
            text.append(epoch.training().accuracy()).append(',');
            text.append(validation == null ? "" : validation.loss()).append(',');
            text.append(validation == null ? "" : validation.accuracy()).append(',');
            text.append(epoch.imagesPerSecond()).append(',');
            text.append(epoch.seconds()).append(',');
            text.append(epoch.best()).append('\n');
        }
        return text.toString();
    }

    /**
     * The epochs that {@link #toText} wrote.
     *
     * @throws IllegalArgumentException if it did not write that
     */
    public static List<EpochResult> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            throw new IllegalArgumentException("a history begins with the line " + HEAD);
        }
        List<EpochResult> epochs = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            epochs.add(epoch(line.split(",", -1), line));
        }
        return List.copyOf(epochs);
    }

    private static EpochResult epoch(String[] cells, String line) {
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("a history has %d columns, got '%s'".formatted(COLUMNS, line));
        }
        return new EpochResult(
                Integer.parseInt(cells[0]),
                new Score(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])),
                cells[3].isEmpty() ? null : new Score(Double.parseDouble(cells[3]), Double.parseDouble(cells[4])),
                Boolean.parseBoolean(cells[7]),
                Double.parseDouble(cells[5]),
                Double.parseDouble(cells[6]));
    }
}
