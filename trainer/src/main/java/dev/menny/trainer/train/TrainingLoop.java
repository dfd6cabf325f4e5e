package dev.menny.trainer.train;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.nn.Loss;
import dev.menny.nn.Sequential;
import dev.menny.optim.Optimizer;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import dev.menny.trainer.data.Batch;
import dev.menny.trainer.data.DataLoader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The epochs of one training: steps, validation, early stopping, and the best weights back at the end. */
final class TrainingLoop {
    private final Sequential model;
    private final Optimizer optimizer;
    private final Loss loss;
    private final DataLoader training;
    private final @Nullable DataLoader validation;
    private final Limits limits;
    private final TrainingListener listener;
    private final RandomStream dropout;

    /**
     * When to stop.
     *
     * @param epochs at most, at least 1
     * @param patience epochs without a lower validation loss before stopping; 0 for no early stop
     */
    record Limits(int epochs, int patience) {}

    TrainingLoop(
            Sequential model,
            Optimizer optimizer,
            Loss loss,
            DataLoader training,
            @Nullable DataLoader validation,
            Limits limits,
            long seed,
            TrainingListener listener) {
        this.model = model;
        this.optimizer = optimizer;
        this.loss = loss;
        this.training = training;
        this.validation = validation;
        this.limits = limits;
        this.listener = listener;
        this.dropout = RandomStream.of(seed);
    }

    History run() {
        Stopwatch whole = new Stopwatch();
        EarlyStopping stopping = new EarlyStopping(limits.patience());
        List<EpochResult> results = new ArrayList<>();
        try (Scope scope = Scope.open(model.arena().backend());
                BestWeights best = new BestWeights(model.arena())) {
            while (results.size() < limits.epochs() && !stopping.isExhausted()) {
                // Copied only when a further epoch is about to change the weights.
                if (validation != null
                        && !results.isEmpty()
                        && results.getLast().best()) {
                    best.keep();
                }
                EpochResult result = epoch(results.size() + 1, scope, stopping);
                results.add(result);
                listener.onEpoch(result);
            }
            if (!results.getLast().best()) {
                best.restore();
            }
        }
        return new History(results, stopping.isExhausted(), whole.seconds());
    }

    private EpochResult epoch(int epoch, Scope scope, EarlyStopping stopping) {
        Stopwatch whole = new Stopwatch();
        RunningScore running = new RunningScore();
        int step = 0;
        for (Batch batch : training.epoch(epoch - 1)) {
            step++;
            step(batch, scope, running, epoch, step);
            listener.onStep(new StepProgress(
                    epoch, step, training.batches(), running.score(), running.images() / whole.seconds()));
        }
        double imagesPerSecond = running.images() / whole.seconds();
        Score validated = validation == null ? null : validate(validation, scope, epoch);
        boolean best = validated == null || stopping.improves(validated.loss());
        return new EpochResult(epoch, running.score(), validated, best, imagesPerSecond, whole.seconds());
    }

    private void step(Batch batch, Scope scope, RunningScore running, int epoch, int step) {
        scope.reset();
        Tape tape = new Tape(scope);
        ExecutionContext ctx = ExecutionContext.training(tape, dropout);
        Tensor logits = model.forward(ctx, pixels(batch, scope));
        Tensor batchLoss = loss.forward(ctx, logits, batch.labels());
        double value = batchLoss.item();
        if (!Double.isFinite(value)) {
            throw TrainingDivergedException.inStep(epoch, step, value);
        }
        running.add(value, logits, batch.labels());
        tape.backward(batchLoss);
        optimizer.step(model.arena());
    }

    private Score validate(DataLoader pictures, Scope scope, int epoch) {
        RunningScore running = new RunningScore();
        for (Batch batch : pictures.ordered()) {
            scope.reset();
            ExecutionContext ctx = ExecutionContext.inference(scope);
            Tensor logits = model.forward(ctx, pixels(batch, scope));
            running.add(loss.forward(ctx, logits, batch.labels()).item(), logits, batch.labels());
        }
        Score score = running.score();
        if (!Double.isFinite(score.loss())) {
            throw TrainingDivergedException.inValidation(epoch, score.loss());
        }
        return score;
    }

    private static Tensor pixels(Batch batch, Scope scope) {
        Shape shape = Shape.of(batch.size(), batch.height(), batch.width(), batch.channels());
        return scope.tensor(shape, batch.pixels());
    }
}
