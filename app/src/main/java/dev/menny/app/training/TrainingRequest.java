package dev.menny.app.training;

import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.train.Architecture;
import dev.menny.trainer.train.Preset;
import dev.menny.trainer.train.SettingsText;
import dev.menny.trainer.train.TrainingConfig;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked to have trained.
 *
 * @param data the id of a folder
 * @param model which network
 * @param size height and width of the pictures as the network sees them
 * @param epochs how many times to see all pictures at most
 */
public record TrainingRequest(String data, Architecture model, int size, int epochs) {
    /** Which network unless told otherwise. */
    public static final Architecture MODEL = Architecture.SIMPLE;

    /** Which size unless told otherwise. */
    public static final int SIZE = 128;

    private static final int LEAST_SIZE = 16;
    private static final int MOST_SIZE = 1024;
    private static final int MOST_EPOCHS = 1000;
    private static final int CHANNELS = 3;

    /** @throws TrainingRefusedException if a number is out of its range, or the network cannot take that size */
    public TrainingRequest {
        requireWithin("size", size, LEAST_SIZE, MOST_SIZE);
        requireWithin("number of epochs", epochs, 1, MOST_EPOCHS);
        try {
            standard(model, size).model().build(2);
        } catch (IllegalArgumentException e) {
            throw new TrainingRefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A request with defaults for what was not said.
     *
     * @param data the id of a folder
     * @param model {@code simple} or {@code complex}
     * @param size 16 to 1024
     * @param epochs 1 to 1000
     * @throws TrainingRefusedException if one of them will not do; the message says what would
     */
    public static TrainingRequest of(
            @Nullable String data, @Nullable String model, @Nullable Integer size, @Nullable Integer epochs) {
        if (data == null || data.isBlank()) {
            throw new TrainingRefusedException("No folder of pictures was named: choose one from the list");
        }
        Architecture architecture = model == null ? MODEL : architecture(model);
        int side = size == null ? SIZE : size;
        requireWithin("size", side, LEAST_SIZE, MOST_SIZE);
        return new TrainingRequest(
                data,
                architecture,
                side,
                epochs == null ? standard(architecture, side).epochs() : epochs);
    }

    /** All settings of the training. */
    TrainingConfig config() {
        return standard(model, size).withEpochs(epochs);
    }

    private static TrainingConfig standard(Architecture model, int size) {
        return Preset.STANDARD.config(model, new PictureFormat(size, size, CHANNELS));
    }

    private static Architecture architecture(String word) {
        return Arrays.stream(Architecture.values())
                .filter(known -> SettingsText.word(known).equals(word))
                .findFirst()
                .orElseThrow(() -> new TrainingRefusedException("There is no such model: choose from "
                        + Arrays.stream(Architecture.values())
                                .map(SettingsText::word)
                                .collect(Collectors.joining(", "))));
    }

    private static void requireWithin(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new TrainingRefusedException(
                    "The %s is %d: choose one from %d to %d".formatted(what, value, least, most));
        }
    }
}
