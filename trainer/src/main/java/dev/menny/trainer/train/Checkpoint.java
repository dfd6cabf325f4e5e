package dev.menny.trainer.train;

import dev.menny.autograd.RandomStream;
import dev.menny.backend.Precision;
import dev.menny.io.ModelCard;
import dev.menny.io.SafeTensorsReader;
import dev.menny.io.SafeTensorsWriter;
import dev.menny.io.TensorEntry;
import dev.menny.io.Weights;
import dev.menny.io.WeightsFormatException;
import dev.menny.nn.Sequential;
import dev.menny.optim.Optimizer;
import dev.menny.tensor.ParameterArena;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A training's state in a file. It is a file of weights like any other, with the arena's states as further tensors
 * {@code state/<name>/<parameter>} and the rest as texts.
 */
final class Checkpoint {
    private static final String TEXT = "menny.checkpoint.";
    private static final String FORMAT = TEXT + "format";
    private static final String CURRENT_FORMAT = "1";
    private static final String SETTING = TEXT + "setting.";
    private static final String DATA = TEXT + "data";
    private static final String SEED = TEXT + "dropout_seed";
    private static final String DROPOUT = TEXT + "dropout_position";
    private static final String OPTIMIZER_STEPS = TEXT + "optimizer_steps";
    private static final String HISTORY = TEXT + "history";
    private static final String STEP = TEXT + "step";
    private static final String SECONDS = TEXT + "epoch_seconds";
    private static final String LOSS_SUM = TEXT + "loss_sum";
    private static final String CORRECT = TEXT + "correct";
    private static final String IMAGES = TEXT + "images";
    private static final String PRECISION = TEXT + "precision";
    private static final String STATE = "state/";

    private Checkpoint() {}

    static boolean isCheckpoint(SafeTensorsReader reader) {
        return reader.metadata().containsKey(FORMAT);
    }

    /** @throws WeightsFormatException if the file is none that this version can resume */
    static void requireCheckpoint(SafeTensorsReader reader) throws WeightsFormatException {
        if (!CURRENT_FORMAT.equals(reader.metadata().get(FORMAT))) {
            throw new WeightsFormatException(
                    reader.file(),
                    "this is no checkpoint that can be resumed: name a step-….safetensors of 'menny train'");
        }
    }

    /** @throws IOException if writing fails; the message names the file */
    static void write(
            Path file,
            Sequential model,
            ModelCard card,
            Optimizer optimizer,
            TrainingState state,
            TrainingIdentity identity,
            long seed)
            throws IOException {
        SafeTensorsWriter writer = Weights.writer(model, card);
        texts(optimizer, state, seed).forEach(writer::metadata);
        identity.settings().forEach((name, value) -> writer.metadata(SETTING + name, value));
        writer.metadata(DATA, identity.data().text());
        writer.metadata(PRECISION, model.arena().backend().precision().toString());
        ParameterArena arena = model.arena();
        for (String name : arena.stateNames()) {
            // The copy of the best weights is out of date, or not needed, while the model itself is the best.
            if (!(name.equals(BestWeights.STATE) && state.lastIsBest() && state.step() == 0)) {
                model.parameters()
                        .forEach((parameter, shaped) -> writer.tensor(
                                STATE + name + "/" + parameter, shaped.shape(), arena.state(name, parameter)));
            }
        }
        writer.write(file);
    }

    private static Map<String, String> texts(Optimizer optimizer, TrainingState state, long seed) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(FORMAT, CURRENT_FORMAT);
        texts.put(SEED, String.valueOf(seed));
        texts.put(DROPOUT, String.valueOf(state.dropout().position()));
        texts.put(OPTIMIZER_STEPS, String.valueOf(optimizer.steps()));
        texts.put(HISTORY, HistoryCsv.toText(state.results()));
        texts.put(STEP, String.valueOf(state.step()));
        texts.put(SECONDS, String.valueOf(state.epochSeconds()));
        texts.put(LOSS_SUM, String.valueOf(state.running().lossSum()));
        texts.put(CORRECT, String.valueOf(state.running().correct()));
        texts.put(IMAGES, String.valueOf(state.running().images()));
        return texts;
    }

    static Precision precision(Path file) throws IOException {
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            // Before it was noted there was no other.
            String noted = reader.metadata().getOrDefault(PRECISION, Precision.FP32.toString());
            return Precision.valueOf(noted.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new WeightsFormatException(file, "the checkpoint is damaged: " + e.getMessage());
        }
    }

    /**
     * Refuses to go on in another precision than before, unless somebody asked for just that.
     *
     * @param here how the device multiplies that goes on
     * @param asked for, or {@link Precision#AUTO}
     * @return the one before
     */
    static Precision requirePrecision(Path file, Precision here, Precision asked) throws IOException {
        Precision before = precision(file);
        if (here != before && here != asked) {
            throw new WeightsFormatException(
                    file,
                    "this training has computed in %s so far, here it would in %s: open the device with the same precision, or name another one"
                            .formatted(before, here));
        }
        return before;
    }

    /**
     * Gives model and optimizer the saved numbers.
     *
     * @return where the training stood
     * @throws WeightsFormatException if the file is no checkpoint, is damaged, or belongs to another training; the
     *     message says which
     * @throws IOException if it cannot be read
     */
    static TrainingState restore(Path file, Sequential model, Optimizer optimizer, TrainingIdentity identity)
            throws IOException {
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            requireCheckpoint(reader);
            identity.requireSameAs(identity(reader), file);
            Weights.loadInto(model, file);
            readStates(reader, model);
            TrainingState state = state(reader);
            optimizer.resumeAt(Long.parseLong(text(reader, OPTIMIZER_STEPS)));
            return state;
        } catch (IllegalArgumentException e) {
            throw new WeightsFormatException(file, "the checkpoint is damaged: " + e.getMessage());
        }
    }

    private static TrainingIdentity identity(SafeTensorsReader reader) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        reader.metadata().forEach((key, value) -> {
            if (key.startsWith(SETTING)) {
                settings.put(key.substring(SETTING.length()), value);
            }
        });
        return new TrainingIdentity(settings, DataManifest.parse(text(reader, DATA)));
    }

    private static void readStates(SafeTensorsReader reader, Sequential model) throws IOException {
        for (TensorEntry tensor : reader.tensors().values()) {
            if (tensor.name().startsWith(STATE)) {
                String[] path = tensor.name().split("/", 3);
                if (path.length < 3) {
                    throw new IllegalArgumentException("a state without a parameter");
                }
                reader.read(tensor.name(), model.arena().state(path[1], path[2]));
            }
        }
    }

    private static TrainingState state(SafeTensorsReader reader) throws IOException {
        return new TrainingState(
                HistoryCsv.parse(text(reader, HISTORY)),
                RandomStream.of(Long.parseLong(text(reader, SEED)), Long.parseLong(text(reader, DROPOUT))),
                new RunningScore(
                        Double.parseDouble(text(reader, LOSS_SUM)),
                        Long.parseLong(text(reader, CORRECT)),
                        Long.parseLong(text(reader, IMAGES))),
                Integer.parseInt(text(reader, STEP)),
                Double.parseDouble(text(reader, SECONDS)));
    }

    private static String text(SafeTensorsReader reader, String key) throws WeightsFormatException {
        String text = reader.metadata().get(key);
        if (text == null) {
            throw new WeightsFormatException(
                    reader.file(), "the checkpoint is damaged: '%s' is missing".formatted(key));
        }
        return text;
    }
}
