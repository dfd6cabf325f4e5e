package dev.menny.trainer.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;

/** Saves a training's state when its turn has come, and keeps the folder small. */
final class Checkpointing {
    /** Under {@link CheckpointPlan#AUTO}, how many times longer to train than it takes to save. */
    private static final double TRAINING_PER_SAVING = 9;

    private final CheckpointPlan plan;
    private final CheckpointFolder folder;
    private final Writer writer;
    private final TrainingListener listener;
    private final DoubleSupplier clock;
    private double savedAt;
    private boolean failing;
    private double savingSeconds;

    /** Puts the present state into a file. */
    interface Writer {
        void write(Path file) throws IOException;
    }

    /** @param clock seconds since some moment */
    Checkpointing(CheckpointPlan plan, Writer writer, TrainingListener listener, DoubleSupplier clock) {
        this.plan = plan;
        this.folder = new CheckpointFolder(plan.folder());
        this.writer = writer;
        this.listener = listener;
        this.clock = clock;
        this.savedAt = clock.getAsDouble();
    }

    /** A failure to save is told and forgiven: the training itself is well. */
    void afterEpoch(TrainingState state, int stepsPerEpoch) {
        if (!isDue(state)) {
            return;
        }
        try {
            save(state, stepsPerEpoch);
            failing = false;
        } catch (IOException e) {
            // A disk that is full stays full: once is enough.
            if (!failing) {
                listener.onWarning("no checkpoint after epoch %d, the training goes on without: %s"
                        .formatted(state.results().size(), e.getMessage()));
            }
            failing = true;
        }
    }

    private boolean isDue(TrainingState state) {
        return plan.everyEpochs() == CheckpointPlan.AUTO
                ? clock.getAsDouble() - savedAt >= TRAINING_PER_SAVING * savingSeconds
                : state.results().size() % plan.everyEpochs() == 0;
    }

    /**
     * Saves now.
     *
     * @throws IOException if that fails
     */
    void save(TrainingState state, int stepsPerEpoch) throws IOException {
        double begin = clock.getAsDouble();
        folder.create();
        long steps = (long) state.results().size() * stepsPerEpoch + state.step();
        Path file = folder.file(steps);
        writer.write(file);
        folder.tidy(steps, bestSteps(state, stepsPerEpoch));
        savedAt = clock.getAsDouble();
        savingSeconds = savedAt - begin;
        listener.onCheckpoint(new SavedCheckpoint(file, state.epoch(), state.step(), Files.size(file), savingSeconds));
    }

    /** Steps up to the end of the best epoch; a number that no checkpoint has while no epoch is over. */
    private static long bestSteps(TrainingState state, int stepsPerEpoch) {
        return state.results().reversed().stream()
                .filter(EpochResult::best)
                .mapToLong(best -> (long) best.epoch() * stepsPerEpoch)
                .findFirst()
                .orElse(-1);
    }
}
