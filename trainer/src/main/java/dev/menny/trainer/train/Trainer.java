package dev.menny.trainer.train;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.Backends;
import dev.menny.backend.Precision;
import dev.menny.io.ModelCard;
import dev.menny.nn.Loss;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.tensor.Shape;
import dev.menny.trainer.data.Augmentation;
import dev.menny.trainer.data.DataLoader;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureStore;
import dev.menny.trainer.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Trains a classifier on pictures. Set what differs from the defaults, then {@link #fit}:
 *
 * <pre>{@code
 * var folder = ImageFolder.of(Path.of("portraits"));
 * var history = Trainer.of(model, new PictureFormat(128, 128, 3))
 *         .optimizer(new AdamW(1e-3))
 *         .augment(flip(0.5), rotate(15))
 *         .fit(folder.split(0.2, 42));
 * }</pre>
 *
 * <p>Equal seeds on equal pictures give equal weights, whatever the number of threads.
 */
public final class Trainer {
    private final Sequential model;
    private final PictureFormat format;
    private Optimizer optimizer = new AdamW(1e-3);
    private Loss loss = new SoftmaxCrossEntropy();
    private List<Augmentation> augmentations = List.of();
    private int epochs = 10;
    private int batch = 16;
    private int patience;
    private long seed = 42;
    private String device = Backends.AUTO;
    private int threads = Runtime.getRuntime().availableProcessors();
    private Precision precision = Precision.AUTO;
    private boolean deterministic;
    private TrainingListener listener = TrainingListener.SILENT;
    private @Nullable PictureStore decoded;
    private String contents = "not looked at";
    private @Nullable CheckpointPlan checkpoints;
    private @Nullable Path resumeFrom;
    private BooleanSupplier stopRequested = () -> false;
    private BooleanSupplier finishRequested = () -> false;
    private Map<String, String> notes = Map.of();

    private Trainer(Sequential model, PictureFormat format) {
        this.model = model;
        this.format = format;
    }

    /**
     * A trainer with AdamW at learning rate 1e-3, softmax cross-entropy, 10 epochs and batches of 16.
     *
     * @param model ends in one logit per class; a model without memory gets it, and its first values, from {@link #fit}
     * @param format what pictures are brought to before the model sees them
     * @throws IllegalArgumentException if the model cannot take that format
     */
    public static Trainer of(Sequential model, PictureFormat format) {
        Shape logits = model.outputShape(Shape.of(1, format.height(), format.width(), format.channels()));
        if (logits.rank() != 2) {
            throw new IllegalArgumentException(
                    "a classifier ends in one logit per class, [N,classes], this model in %s: add Flatten and Linear"
                            .formatted(logits));
        }
        return new Trainer(model, format);
    }

    /** What moves the weights; a fresh one, since it keeps moments of this model. */
    public Trainer optimizer(Optimizer chosen) {
        optimizer = chosen;
        return this;
    }

    /** What is made small. */
    public Trainer loss(Loss chosen) {
        loss = chosen;
        return this;
    }

    /** Random changes to the training pictures, in this order. */
    public Trainer augment(Augmentation... chosen) {
        augmentations = List.of(chosen);
        return this;
    }

    /** How many times to see all pictures, at least 1. */
    public Trainer epochs(int chosen) {
        epochs = atLeast("number of epochs", chosen, 1);
        return this;
    }

    /** Pictures of one step, at least 1. */
    public Trainer batch(int chosen) {
        batch = atLeast("batch", chosen, 1);
        return this;
    }

    /** Epochs without a lower validation loss after which to stop; 0, the default, for no early stop. */
    public Trainer patience(int chosen) {
        patience = atLeast("patience", chosen, 0);
        return this;
    }

    /** Feeds the first weights, dropout, the order of the pictures and their augmentation. */
    public Trainer seed(long chosen) {
        seed = chosen;
        return this;
    }

    /**
     * What computes: {@code auto}, {@code cpu}, {@code cuda} or a backend's name, as {@link Backends#open(String)} takes
     * it; of no effect on a model that has its memory.
     */
    public Trainer device(String chosen) {
        device = chosen;
        return this;
    }

    /** Threads that decode pictures and, unless the model has its memory, compute; at least 1. */
    public Trainer threads(int chosen) {
        threads = atLeast("number of threads", chosen, 1);
        return this;
    }

    /**
     * How exactly a GPU multiplies; CPUs compute in FP32. With {@link Precision#AUTO}, the default, a resumed training goes
     * on as it was begun; the name of another precision lets it go on in that one. Otherwise of no effect on a model that
     * has its memory.
     */
    public Trainer precision(Precision chosen) {
        precision = chosen;
        return this;
    }

    /**
     * Whether equal trainings must end with equal bits on a GPU too, which may cost speed there; on CPUs they always do. Of
     * no effect on a model that has its memory.
     */
    public Trainer deterministic(boolean chosen) {
        deterministic = chosen;
        return this;
    }

    /**
     * Pictures that a {@link dev.menny.trainer.data.DatasetCheck} has decoded already, so that they are not decoded again.
     *
     * @param store of the same format and augmentations
     * @param fingerprint of the check's report; a checkpoint recognises the contents of the pictures by it
     */
    public Trainer pictures(PictureStore store, String fingerprint) {
        decoded = store;
        contents = fingerprint;
        return this;
    }

    /** Where and how often to save the state of the training; nowhere unless told. */
    public Trainer checkpoints(CheckpointPlan chosen) {
        checkpoints = chosen;
        return this;
    }

    /**
     * Goes on from a checkpoint as if the training had never been interrupted: the weights at the end are the same to the
     * last bit. Model, pictures and settings must be the same; the number of epochs may be another, and so may the device,
     * which rounds otherwise, though, and must compute in the same {@link #precision} unless that names another.
     *
     * @param checkpoint a file, or the folder of a {@link CheckpointPlan}, of which the newest whole one is taken
     */
    public Trainer resume(Path checkpoint) {
        resumeFrom = checkpoint;
        return this;
    }

    /**
     * Asked after each step, on the thread that trains; once it says true, the state is saved if there is a
     * {@link #checkpoints} plan, and {@link #fit} returns.
     */
    public Trainer stopWhen(BooleanSupplier requested) {
        stopRequested = requested;
        return this;
    }

    /**
     * Asked after each step, on the thread that trains; once it says true, which it must go on doing, the training ends as
     * if its patience were over: the model gets the weights of the best epoch so far. Without validation pictures the
     * present epoch is brought to its end first; before the first epoch is over there is nothing to give, and the training
     * is {@linkplain History.Ending#INTERRUPTED interrupted}.
     */
    public Trainer finishWhen(BooleanSupplier requested) {
        finishRequested = requested;
        return this;
    }

    /** Kept in each checkpoint's model card: anything worth knowing about this training. */
    public Trainer notes(Map<String, String> chosen) {
        notes = new LinkedHashMap<>(chosen);
        return this;
    }

    /** Who hears how it goes. */
    public Trainer listener(TrainingListener chosen) {
        listener = chosen;
        return this;
    }

    private static int atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("the %s must be at least %d, got %d".formatted(what, least, value));
        }
        return value;
    }

    /**
     * Trains, and leaves the model with the weights of its best epoch: the one of the lowest validation loss, or the
     * last one if there is nothing to validate on.
     *
     * @return what each epoch brought
     * @throws TrainingDivergedException if the loss, a norm to clip by or a weight is no longer finite; the weights are
     *     ruined then, and nothing was saved of them
     * @throws dev.menny.trainer.data.DataException if a picture cannot be read
     * @throws IllegalStateException if the folder for checkpoints holds those of another training
     * @throws dev.menny.backend.BackendUnavailableException if the device cannot be used, or not as asked
     * @throws dev.menny.backend.DeviceMemoryException if it has too little memory for this training
     * @throws UncheckedIOException if the checkpoint to resume from cannot be read or belongs to another training, or the
     *     state cannot be saved when asked to stop
     */
    public History fit(Split split) {
        Backend backend = backend();
        TrainingIdentity identity = new TrainingIdentity(settings(), DataManifest.of(split, Trainer::mark));
        TrainingState state = state(identity);
        listener.onStart(new TrainingPlan(
                epochs,
                split.training().size(),
                split.validation().size(),
                backend.description(),
                backend.precision(),
                state.epoch(),
                state.step()));
        PictureStore store = store();
        try (DataLoader training = loader(split.training(), store);
                DataLoader validation = split.validation().isEmpty() ? null : loader(split.validation(), store)) {
            History history = loop(training, validation).run(state, checkpointing(state, identity, split.classes()));
            listener.onEnd(history);
            return history;
        }
    }

    private PictureStore store() {
        if (decoded == null) {
            return new PictureStore(format, augmentations, PictureStore.defaultBytes());
        }
        if (!decoded.format().equals(format) || !decoded.augmentations().equals(augmentations)) {
            throw new IllegalStateException("the decoded pictures were made for %s and %s, this training has %s and %s"
                    .formatted(decoded.format(), decoded.augmentations(), format, augmentations));
        }
        return decoded;
    }

    private TrainingState state(TrainingIdentity identity) {
        if (resumeFrom == null) {
            return new TrainingState(seed);
        }
        try {
            Path checkpoint = CheckpointFolder.find(resumeFrom);
            Precision here = model.arena().backend().precision();
            Precision before = Checkpoint.requirePrecision(checkpoint, here, precision);
            TrainingState state = Checkpoint.restore(checkpoint, model, optimizer, identity);
            if (here != before) {
                listener.onWarning(
                        "this training has computed in %s so far, and goes on in %s".formatted(before, here));
            }
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Checkpointing checkpointing(
            TrainingState state, TrainingIdentity identity, List<String> classes) {
        if (checkpoints == null) {
            return null;
        }
        if (resumeFrom == null) {
            requireUnused(checkpoints.folder());
        }
        ModelCard card = new ModelCard(classes, format.preprocessing(), notes);
        return new Checkpointing(
                checkpoints,
                file -> {
                    RuinedWeights.refuse(model.arena(), state);
                    Checkpoint.write(file, model, card, optimizer, state, identity, seed);
                },
                listener,
                new Stopwatch()::seconds);
    }

    private static void requireUnused(Path folder) {
        try {
            if (!new CheckpointFolder(folder).files().isEmpty()) {
                throw new IllegalStateException(
                        "'%s' holds checkpoints of another training: resume that one, clear the folder or choose another"
                                .formatted(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that decides, together with the model and the pictures, how a training goes; in words for people. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(
                "pictures",
                "%dx%d, %d channels, fit %s"
                        .formatted(format.width(), format.height(), format.channels(), format.fit()));
        settings.put("optimizer", optimizer.toString());
        settings.put("loss", loss.toString());
        settings.put("batch", String.valueOf(batch));
        settings.put("augmentation", augmentations.toString());
        settings.put("patience", String.valueOf(patience));
        settings.put(TrainingIdentity.CONTENTS, contents);
        settings.put("seed", String.valueOf(seed));
        for (int i = 0; i < model.layers().size(); i++) {
            settings.put("layers." + i, model.layers().get(i).config().toString());
        }
        return settings;
    }

    private static String mark(Path file) {
        try {
            return Files.size(file) + " bytes";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Backend backend() {
        // A backend opened here stays open: the model goes on living on it.
        if (!model.isInitialized()) {
            model.initialize(Backends.open(device, new BackendOptions(threads, wanted(), deterministic)), seed);
        }
        return model.arena().backend();
    }

    private Precision wanted() {
        if (resumeFrom == null || precision != Precision.AUTO) {
            return precision;
        }
        try {
            return CheckpointFolder.precision(resumeFrom);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DataLoader loader(List<LabeledImage> images, PictureStore store) {
        return new DataLoader(images, store, batch, seed, threads, model.arena().backend());
    }

    private TrainingLoop loop(DataLoader training, @Nullable DataLoader validation) {
        return new TrainingLoop(
                model,
                optimizer,
                loss,
                training,
                validation,
                new TrainingLoop.Limits(epochs, patience, stopRequested, finishRequested),
                listener);
    }
}
