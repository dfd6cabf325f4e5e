package dev.menny.trainer.train;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.nn.Loss;
import dev.menny.nn.Sequential;
import dev.menny.optim.NonFiniteGradientException;
import dev.menny.optim.Optimizer;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;
import dev.menny.trainer.data.Batch;
import dev.menny.trainer.data.DataLoader;
import dev.menny.trainer.train.History.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The epochs of one training: steps, validation, early stopping, checkpoints, and the best weights back at the end. */
final class TrainingLoop {
    private final Sequential model;
    private final Optimizer optimizer;
    private final Loss loss;
    private final DataLoader training;
    private final @Nullable DataLoader validation;
    private final Limits limits;
    private final TrainingListener listener;

    /**
     * When to stop.
     *
     * @param epochs at most, at least 1
     * @param patience epochs without a lower validation loss before stopping; 0 for no early stop
     * @param stopRequested asked after each step; the weights stay as they are then
     * @param finishRequested asked after each step; the best weights are put back then
     */
    record Limits(int epochs, int patience, BooleanSupplier stopRequested, BooleanSupplier finishRequested) {}

    TrainingLoop(
            Sequential model,
            Optimizer optimizer,
            Loss loss,
            DataLoader training,
            @Nullable DataLoader validation,
            Limits limits,
            TrainingListener listener) {
        this.model = model;
        this.optimizer = optimizer;
        this.loss = loss;
        this.training = training;
        this.validation = validation;
        this.limits = limits;
        this.listener = listener;
    }

    /** @param state where to begin; it moves along */
    History run(TrainingState state, @Nullable Checkpointing checkpoints) {
        StarvationWatch starvation = new StarvationWatch(training, listener);
        EarlyStopping stopping = EarlyStopping.after(state.results(), limits.patience());
        try (Scope scope = Scope.open(model.arena().backend());
                BestWeights best = new BestWeights(model.arena())) {
            while (state.results().size() < limits.epochs() && !stopping.isExhausted() && !mayFinish(state)) {
                // Copied only when a further epoch is about to change the weights.
                if (validation != null && state.lastIsBest() && state.step() == 0) {
                    best.keep();
                }
                Optional<EpochResult> result = epoch(state, scope, stopping);
                if (result.isEmpty()) {
                    if (mayFinish(state)) {
                        break;
                    }
                    return interrupted(state, checkpoints);
                }
                starvation.afterEpoch(state.epoch(), state.epochSeconds());
                state.epochDone(result.get());
                listener.onEpoch(result.get());
                if (checkpoints != null) {
                    checkpoints.afterEpoch(state, training.batches());
                }
            }
            if (!state.lastIsBest() || state.step() > 0) {
                best.restore();
            }
        }
        RuinedWeights.refuse(model.arena(), state);
        return new History(state.results(), ending(state, stopping), state.seconds());
    }

    /** True if it was asked to finish, and there is an epoch whose weights can be put back. */
    private boolean mayFinish(TrainingState state) {
        return !state.results().isEmpty()
                && limits.finishRequested().getAsBoolean()
                && !limits.stopRequested().getAsBoolean();
    }

    private Ending ending(TrainingState state, EarlyStopping stopping) {
        if (stopping.isExhausted()) {
            return Ending.STOPPED_EARLY;
        }
        return state.results().size() < limits.epochs() ? Ending.FINISHED_ON_REQUEST : Ending.COMPLETED;
    }

    private History interrupted(TrainingState state, @Nullable Checkpointing checkpoints) {
        if (checkpoints != null) {
            try {
                checkpoints.save(state, training.batches());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new History(state.results(), Ending.INTERRUPTED, state.seconds());
    }

    /** What the epoch brought, or nothing if it was asked to stop on the way. */
    private Optional<EpochResult> epoch(TrainingState state, Scope scope, EarlyStopping stopping) {
        trainTo(state, scope);
        if (state.step() < training.batches() || limits.stopRequested().getAsBoolean()) {
            return Optional.empty();
        }
        RunningScore running = state.running();
        double imagesPerSecond = running.images() / state.epochSeconds();
        Stopwatch validating = new Stopwatch();
        Score validated = validation == null ? null : validate(validation, scope, state.epoch());
        boolean best = validated == null || stopping.improves(validated.loss());
        return Optional.of(new EpochResult(
                state.epoch(),
                running.score(),
                validated,
                best,
                imagesPerSecond,
                state.epochSeconds() + validating.seconds()));
    }

    /** Makes the steps of the present epoch that are left, or as many as there are before it is asked to stop. */
    private void trainTo(TrainingState state, Scope scope) {
        Stopwatch watch = new Stopwatch();
        for (Batch batch : training.epoch(state.epoch() - 1, state.step())) {
            step(batch, scope, state);
            state.stepDone(watch.lap());
            RunningScore running = state.running();
            listener.onStep(new StepProgress(
                    state.epoch(),
                    state.step(),
                    training.batches(),
                    running.score(),
                    running.images() / state.epochSeconds()));
            if (limits.stopRequested().getAsBoolean() || leavesEpoch()) {
                return;
            }
        }
    }

    /** Without validation no copy of the last epoch's weights is kept, so that an epoch once begun has to end. */
    private boolean leavesEpoch() {
        return validation != null && limits.finishRequested().getAsBoolean();
    }

    /**
     * What a step computed, to be read once it has ended.
     *
     * @param loss of the batch, {@code [1]}
     * @param refused why the optimizer left the weights alone, or null
     */
    private record StepResult(
            Tensor logits, Tensor loss, @Nullable NonFiniteGradientException refused) {}

    private void step(Batch batch, Scope scope, TrainingState state) {
        scope.reset();
        StepResult result = scope.backend().step(() -> compute(batch, scope, state.dropout()));
        double value = result.loss().item();
        if (!Double.isFinite(value)) {
            throw TrainingDivergedException.inStep(state.epoch(), state.step() + 1, value);
        }
        if (result.refused() != null) {
            throw TrainingDivergedException.inGradients(
                    state.epoch(), state.step() + 1, result.refused().norm());
        }
        state.running().add(value, result.logits(), batch.labels());
    }

    /** Reads nothing back, so that a device may replay all of it: a loss that is no number is found afterwards. */
    private StepResult compute(Batch batch, Scope scope, RandomStream dropout) {
        Tape tape = new Tape(scope);
        ExecutionContext ctx = ExecutionContext.training(tape, dropout);
        Tensor logits = model.forward(ctx, batch.pixels(scope));
        Tensor batchLoss = loss.forward(ctx, logits, batch.labels());
        tape.backward(batchLoss);
        try {
            optimizer.step(model.arena());
            return new StepResult(logits, batchLoss, null);
        } catch (NonFiniteGradientException e) {
            return new StepResult(logits, batchLoss, e);
        }
    }

    private Score validate(DataLoader pictures, Scope scope, int epoch) {
        RunningScore running = new RunningScore();
        for (Batch batch : pictures.ordered()) {
            scope.reset();
            StepResult result = scope.backend().step(() -> judge(batch, scope));
            running.add(result.loss().item(), result.logits(), batch.labels());
        }
        Score score = running.score();
        if (!Double.isFinite(score.loss())) {
            throw TrainingDivergedException.inValidation(epoch, score.loss());
        }
        return score;
    }

    private StepResult judge(Batch batch, Scope scope) {
        ExecutionContext ctx = ExecutionContext.inference(scope);
        Tensor logits = model.forward(ctx, batch.pixels(scope));
        return new StepResult(logits, loss.forward(ctx, logits, batch.labels()), null);
    }
}
