package dev.menny.trainer.cli;

import dev.menny.backend.Precision;
import dev.menny.io.InitialWeights;
import dev.menny.io.Weights;
import dev.menny.nn.LayerConfig;
import dev.menny.nn.Sequential;
import dev.menny.trainer.train.CheckpointFolder;
import dev.menny.trainer.train.CheckpointPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Saving a training's state, and going on from it. */
final class CheckpointOptions {
    private static final int NONE = -1;

    @Option(
            names = "--checkpoint",
            paramLabel = "auto|N|none",
            converter = Interval.class,
            defaultValue = "auto",
            description = "Save the training's state beside the weights after every N epochs; auto: after each, less"
                    + " often where saving would take over a tenth of the time (default: ${DEFAULT-VALUE}).")
    private int everyEpochs = CheckpointPlan.AUTO;

    @Option(
            names = "--resume",
            paramLabel = "CHECKPOINT",
            description = "Go on from a checkpoint, or from the newest of a folder of them, with the options it was"
                    + " begun with.")
    @Nullable
    Path resume;

    @Option(
            names = "--init",
            paramLabel = "WEIGHTS",
            description = "Begin with the weights of an earlier training instead of random ones; for other classes the"
                    + " last layer starts anew.")
    @Nullable
    Path init;

    /** Reads {@code auto}, {@code none} or a number. */
    static final class Interval implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String typed) {
            return switch (typed) {
                case "auto" -> CheckpointPlan.AUTO;
                case "none" -> NONE;
                default -> epochs(typed);
            };
        }

        private static int epochs(String typed) {
            if (!typed.matches("[1-9]\\d{0,8}")) {
                throw new TypeConversionException(
                        "'%s' is not auto, none, or a number of epochs from 1".formatted(typed));
            }
            return Integer.parseInt(typed);
        }
    }

    /** Where and how often, unless not at all. */
    Optional<CheckpointPlan> plan(Path weights) {
        return everyEpochs == NONE
                ? Optional.empty()
                : Optional.of(new CheckpointPlan(Beside.checkpoints(weights), everyEpochs));
    }

    /** How exactly the training has multiplied that is to go on; left to the device for a new one. */
    Precision precisionBefore() throws IOException {
        return resume == null ? Precision.AUTO : CheckpointFolder.precision(resume);
    }

    /** Refuses two answers to the question with which weights to begin. */
    void requireOneBeginning() {
        if (init != null && resume != null) {
            throw new UserError("--resume goes on with a training's own weights: leave out --init");
        }
    }

    /**
     * Refuses first weights that cannot be meant, before any picture is looked at.
     *
     * @param network what they are to be for
     */
    void checkInit(Sequential network) throws IOException {
        if (init != null && Weights.describesModel(init)) {
            requireNormalizedAlike(Weights.describe(init).layers(), network.configs());
        }
    }

    /** One layer more moves the numbers in all names: said of tensors, nobody would understand what differs. */
    private void requireNormalizedAlike(List<LayerConfig> saved, List<LayerConfig> wanted) {
        boolean before = isNormalized(saved);
        if (before != isNormalized(wanted)) {
            throw new UserError("'%s' is of a network %s --normalize: train this one likewise"
                    .formatted(init, before ? "with" : "without"));
        }
    }

    private static boolean isNormalized(List<LayerConfig> layers) {
        return layers.getFirst().type().equals("Normalize");
    }

    /** Gives a network its first weights from a file, if one was named; says what it did. */
    Optional<String> initialize(Sequential network, List<String> classes) throws IOException {
        if (init == null) {
            return Optional.empty();
        }
        InitialWeights taken = Weights.initialize(network, init);
        if (!taken.fresh().isEmpty()) {
            return Optional.of("weights of %s; the last layer (%s: %d -> %d classes) starts anew"
                    .formatted(init, taken.lastLayer(), taken.outputsInFile(), taken.outputs()));
        }
        boolean sameClasses = Weights.describesModel(init)
                && Weights.describe(init).card().classes().equals(classes);
        return Optional.of(
                "weights of %s%s".formatted(init, sameClasses ? "" : "; as many classes as here, but perhaps others"));
    }

    /** Refuses to mix a training's checkpoints with those of an older one. */
    void requireRoom(Path weights, boolean force) throws IOException {
        Path place = Beside.checkpoints(weights);
        if (Files.exists(place) && !Files.isDirectory(place)) {
            throw new UserError(
                    "'%s', where checkpoints go, is a file: move it or choose another --out".formatted(place));
        }
        if (!force && !goesOnIn(place) && !new CheckpointFolder(place).files().isEmpty()) {
            throw new UserError(
                    "'%s' holds checkpoints of an earlier training: go on with it by --resume %1$s, or throw them away with --force"
                            .formatted(place));
        }
    }

    /** Throws an older training's checkpoints away. Not before nothing stands in the way of the new one. */
    void makeRoom(Path weights) throws IOException {
        Path place = Beside.checkpoints(weights);
        if (!goesOnIn(place)) {
            new CheckpointFolder(place).clear();
        }
    }

    private boolean goesOnIn(Path place) throws IOException {
        return resume != null && Files.isDirectory(place) && resume.toRealPath().startsWith(place.toRealPath());
    }
}
