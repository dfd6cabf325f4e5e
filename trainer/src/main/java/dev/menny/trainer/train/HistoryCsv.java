package dev.menny.trainer.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Epochs as comma-separated text, one line each below a header. Numbers keep all their digits, so that what is read back
 * equals what was written; without validation its two cells are empty.
 */
public final class HistoryCsv {
    private static final String HEADER =
            "epoch,train_loss,train_accuracy,val_loss,val_accuracy,images_per_s,seconds,best";
    private static final int CELLS = HEADER.split(",").length;

    private HistoryCsv() {}

    /** The text of some epochs, each line with its end. */
    public static String toText(List<EpochResult> epochs) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        epochs.forEach(epoch -> text.append(line(epoch)).append('\n'));
        return text.toString();
    }

    private static String line(EpochResult result) {
        Score validation = result.validation();
        return String.join(
                ",",
                String.valueOf(result.epoch()),
                String.valueOf(result.training().loss()),
                String.valueOf(result.training().accuracy()),
                validation == null ? "" : String.valueOf(validation.loss()),
                validation == null ? "" : String.valueOf(validation.accuracy()),
                String.valueOf(result.imagesPerSecond()),
                String.valueOf(result.seconds()),
                String.valueOf(result.best()));
    }

    /**
     * The epochs of a text that {@link #toText} made.
     *
     * @throws IllegalArgumentException if it is none; the message names the line
     */
    public static List<EpochResult> parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
            throw new IllegalArgumentException("a history begins with the line " + HEADER);
        }
        List<EpochResult> epochs = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            epochs.add(epoch(lines.get(i), i + 1));
        }
        return List.copyOf(epochs);
    }

    private static EpochResult epoch(String line, int number) {
        String[] cells = line.split(",", -1);
        if (cells.length != CELLS) {
            throw new IllegalArgumentException(
                    "line %d of the history has %d cells instead of %d".formatted(number, cells.length, CELLS));
        }
        try {
            return new EpochResult(
                    Integer.parseInt(cells[0]),
                    score(cells[1], cells[2]),
                    validation(cells[3], cells[4]),
                    truth(cells[7]),
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[6]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "line %d of the history holds what is no number: %s".formatted(number, line), e);
        }
    }

    private static @Nullable Score validation(String loss, String accuracy) {
        return loss.isEmpty() && accuracy.isEmpty() ? null : score(loss, accuracy);
    }

    private static Score score(String loss, String accuracy) {
        return new Score(Double.parseDouble(loss), Double.parseDouble(accuracy));
    }

    private static boolean truth(String cell) {
        return switch (cell) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NumberFormatException(cell);
        };
    }
}
