package dev.menny.trainer.train;

import dev.menny.backend.Precision;
import dev.menny.io.ModelCard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the weights that a training saves tell about it, by name, in words for people. */
public final class TrainingNotes {
    /** The note that tells what a model learned from: {@code portraits: 108 pictures}. */
    public static final String DATA = "data";

    /** The note that tells how well it does on pictures that it did not learn from. */
    public static final String VALIDATION = "validation";

    private TrainingNotes() {}

    /**
     * What is known before a training.
     *
     * @param data the folder of pictures; its name is told, its place is not
     * @param pictures readable ones
     * @param precision how exactly the device multiplies
     * @return in an order to be read in; may be added to
     */
    public static Map<String, String> before(TrainingConfig config, Path data, int pictures, Precision precision) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("menny", MennyVersion.text());
        notes.put("model", SettingsText.model(config.model()));
        notes.put("settings", SettingsText.training(config));
        notes.put(DATA, "%s: %,d pictures".formatted(name(data), pictures));
        if (precision != Precision.FP32) {
            notes.put("precision", precision.toString());
        }
        return notes;
    }

    /**
     * The card of the model that a training brought.
     *
     * @param before what {@link #before} told
     * @param history at least one epoch
     */
    public static ModelCard card(
            List<String> classes, TrainingConfig config, Map<String, String> before, History history) {
        Map<String, String> notes = new LinkedHashMap<>(before);
        EpochResult best = history.best();
        Score validation = best.validation();
        notes.put("epoch", "%d of %d".formatted(best.epoch(), history.epochs().size()));
        if (validation != null) {
            notes.put(VALIDATION, "accuracy %.4f, loss %.6f".formatted(validation.accuracy(), validation.loss()));
        }
        return new ModelCard(classes, config.model().format().preprocessing(), notes);
    }

    private static String name(Path folder) {
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return name == null ? folder.toString() : name.toString();
    }
}
