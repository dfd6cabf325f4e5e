package dev.menny.trainer.train;

import static dev.menny.trainer.data.Augmentations.flip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backends;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.Pooling;
import dev.menny.nn.Conv2d;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.Loss;
import dev.menny.nn.Normalize;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.optim.Sgd;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureReader;
import dev.menny.trainer.data.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final PictureFormat FORMAT = new PictureFormat(16, 16, 3);
    private static final int BATCH = 4;

    @TempDir
    static Path pictures;

    private static Split split;

    @BeforeAll
    static void paint() {
        // 7 and 2 of each class: 21 training pictures make five batches of 4 and one of 1.
        split = ImageFolder.of(ShapePictures.write(pictures, 9, 1)).split(0.2, 1);
        assertThat(split.training()).hasSize(21);
    }

    private static Sequential model() {
        ModelSettings settings =
                new ModelSettings(Architecture.SIMPLE, FORMAT, Normalization.NONE, Pooling.AVERAGE, 0.2f);
        return settings.build(ShapePictures.CLASSES.size());
    }

    private static Trainer trainer(Sequential model) {
        return Trainer.of(model, FORMAT).device("reference").batch(BATCH).seed(7);
    }

    @Test
    void learnsWhatItIsShown() {
        History history = trainer(model())
                .optimizer(new AdamW(2e-3))
                .augment(flip(0.5))
                .epochs(10)
                .fit(split);

        EpochResult first = history.epochs().getFirst();
        EpochResult last = history.epochs().getLast();
        assertThat(last.training().loss()).isLessThan(first.training().loss() / 2);
        assertThat(last.training().accuracy()).isGreaterThan(0.9);
        assertThat(history.epochs()).extracting(EpochResult::epoch).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(history.ending()).isEqualTo(History.Ending.COMPLETED);
    }

    @Test
    void reportsMeansOverThePicturesAndNotOverTheBatches() {
        RecordingLoss loss = new RecordingLoss();
        History history = trainer(model()).loss(loss).epochs(1).fit(split);

        EpochResult epoch = history.epochs().getFirst();
        assertThat(loss.training).extracting(Seen::images).containsExactly(4, 4, 4, 4, 4, 1);
        assertThat(epoch.training().loss()).isCloseTo(mean(loss.training, Seen::lossSum), within(1e-12));
        assertThat(epoch.training().accuracy()).isCloseTo(mean(loss.training, Seen::correct), within(1e-12));
        assertThat(loss.validation).extracting(Seen::images).containsExactly(4, 2);
        assertThat(epoch.validation().loss()).isCloseTo(mean(loss.validation, Seen::lossSum), within(1e-12));
        assertThat(epoch.validation().accuracy()).isCloseTo(mean(loss.validation, Seen::correct), within(1e-12));
    }

    @Test
    void restoresTheWeightsOfTheBestEpoch() {
        Sequential model = model();
        SpoilsAfter optimizer = new SpoilsAfter(new AdamW(1e-3), 3 * 6);
        History history =
                trainer(model).optimizer(optimizer).epochs(9).patience(2).fit(split);

        assertThat(history.best().epoch()).isEqualTo(3);
        assertThat(history.epochs()).as("two more, then patience ends").hasSize(5);
        assertThat(history.ending()).isEqualTo(History.Ending.STOPPED_EARLY);
        assertThat(history.epochs().getLast().validation().loss())
                .as("all weights zero: the loss of guessing")
                .isCloseTo(Math.log(3), within(1e-6));
        assertThat(meanLoss(model, split.validation()))
                .isCloseTo(history.best().validation().loss(), within(1e-6));
    }

    /** Epoch 3 is the best one, epoch 5 is on its way. */
    @Test
    void finishesOnRequestWithTheBestEpochSoFar() {
        Sequential patient = model();
        Sequential asked = model();
        trainer(patient)
                .optimizer(new SpoilsAfter(new AdamW(1e-3), 3 * 6))
                .epochs(9)
                .patience(2)
                .fit(split);
        History history = finishAfter(asked, 4 * 6 + 2, new SpoilsAfter(new AdamW(1e-3), 3 * 6), split);

        assertThat(history.ending()).isEqualTo(History.Ending.FINISHED_ON_REQUEST);
        assertThat(history.epochs()).hasSize(4);
        assertThat(history.best().epoch()).isEqualTo(3);
        assertThat(weights(asked)).isEqualTo(weights(patient));
    }

    /** Later steps have changed the weights of epoch 2 already. */
    @Test
    void finishesOnRequestWithTheLastEpochIfThatIsTheBest() {
        for (int steps : new int[] {2 * 6, 2 * 6 + 1, 2 * 6 + 5}) {
            Sequential whole = model();
            Sequential asked = model();
            trainer(whole).optimizer(new AdamW(1e-3)).epochs(2).fit(split);
            History history = finishAfter(asked, steps, new AdamW(1e-3), split);

            assertThat(history.best().epoch()).isEqualTo(2);
            assertThat(history.epochs()).hasSize(2);
            assertThat(history.ending()).isEqualTo(History.Ending.FINISHED_ON_REQUEST);
            assertThat(weights(asked)).as("after %d steps", steps).isEqualTo(weights(whole));
        }
    }

    @Test
    void withoutValidationThePresentEpochIsBroughtToItsEnd() {
        Split all = new Split(split.classes(), split.training(), List.of(), List.of());
        Sequential whole = model();
        Sequential asked = model();
        trainer(whole).optimizer(new AdamW(1e-3)).epochs(2).fit(all);
        History history = finishAfter(asked, 6 + 2, new AdamW(1e-3), all);

        assertThat(history.epochs()).hasSize(2);
        assertThat(history.ending()).isEqualTo(History.Ending.FINISHED_ON_REQUEST);
        assertThat(weights(asked)).isEqualTo(weights(whole));
    }

    @Test
    void beforeTheFirstEpochIsOverThereIsNothingToFinishWith() {
        History history = finishAfter(model(), 3, new AdamW(1e-3), split);

        assertThat(history.ending()).isEqualTo(History.Ending.INTERRUPTED);
        assertThat(history.epochs()).isEmpty();
    }

    private static History finishAfter(Sequential model, int steps, Optimizer optimizer, Split pictures) {
        return trainer(model)
                .optimizer(optimizer)
                .epochs(9)
                .finishWhen(() -> optimizer.steps() >= steps)
                .fit(pictures);
    }

    @Test
    void keepsTheLastWeightsIfThereIsNothingToValidateOn() {
        Sequential model = model();
        Split all = new Split(split.classes(), split.training(), List.of(), List.of());
        History history = trainer(model)
                .optimizer(new SpoilsAfter(new Sgd(1e-3), 6))
                .epochs(2)
                .patience(1)
                .fit(all);

        assertThat(history.best().epoch()).isEqualTo(2);
        assertThat(history.best().validation()).isNull();
        assertThat(meanLoss(model, split.training())).isCloseTo(Math.log(3), within(1e-6));
    }

    @Test
    void equalSeedsGiveEqualWeightsForAnyNumberOfThreads() {
        assertThat(weightsAfterTraining(7, 1)).isEqualTo(weightsAfterTraining(7, 2));
        assertThat(weightsAfterTraining(7, 1)).isNotEqualTo(weightsAfterTraining(8, 1));
    }

    private static Map<String, List<Float>> weightsAfterTraining(long seed, int threads) {
        Sequential model = model();
        trainer(model).seed(seed).threads(threads).augment(flip(0.5)).epochs(2).fit(split);
        return weights(model);
    }

    private static Map<String, List<Float>> weights(Sequential model) {
        return model.parameters().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        parameter -> list(parameter.getValue().value().toArray())));
    }

    private static List<Float> list(float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return list;
    }

    @Test
    void tellsItsListenerAboutEachStepAndEpoch() {
        RecordingListener listener = new RecordingListener();
        trainer(model()).epochs(2).listener(listener).fit(split);

        assertThat(listener.events)
                .containsExactly(
                        "start 2 epochs, 21 and 6 pictures",
                        "step 1/6 of epoch 1",
                        "step 2/6 of epoch 1",
                        "step 3/6 of epoch 1",
                        "step 4/6 of epoch 1",
                        "step 5/6 of epoch 1",
                        "step 6/6 of epoch 1",
                        "epoch 1",
                        "step 1/6 of epoch 2",
                        "step 2/6 of epoch 2",
                        "step 3/6 of epoch 2",
                        "step 4/6 of epoch 2",
                        "step 5/6 of epoch 2",
                        "step 6/6 of epoch 2",
                        "epoch 2",
                        "end");
    }

    @Test
    void stopsWithAdviceWhenTheLossIsNoNumber() {
        assertThatThrownBy(() ->
                        trainer(model()).optimizer(new Sgd(1e30)).epochs(3).fit(split))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageMatching("training diverged: the loss is (infinite|not a number) in epoch 1 at step 2;"
                        + " lower the learning rate \\(--lr\\).*");
    }

    /** Pixels of 1e38 under weights of 0: a loss of guessing, whose gradient is beyond float32. */
    @Test
    void stopsWithAdviceWhenAGradientCannotBeClipped() {
        Sequential model = Sequential.of(new Normalize(0, 1e-38f), new Flatten(), new Linear(16 * 16 * 3, 3))
                .initialize(Backends.open("reference"), 1);
        DeviceMemory memory = model.arena().backend().memory();
        model.arena().values().forEach(run -> memory.fill(run, 0));

        assertThatThrownBy(() -> trainer(model)
                        .optimizer(new AdamW(1e-3).clipNorm(1))
                        .epochs(1)
                        .fit(split))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageMatching("training diverged: the norm of the gradients is (infinite|not a number) in epoch 1"
                        + " at step 1; lower the learning rate \\(--lr\\).*");
    }

    @Test
    void refusesAModelThatIsNoClassifier() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.of(Sequential.of(new Conv2d(3, 4, 3)), FORMAT))
                .withMessageContaining("add Flatten and Linear");
    }

    @Test
    void trainsAModelThatIsOnItsDeviceAlready() {
        Sequential model = model().initialize(Backends.open("reference"), 3);
        float before = model.parameters().get("layers.0.weight").value().toArray()[0];
        trainer(model).device("no such device").epochs(1).fit(split);

        assertThat(model.parameters().get("layers.0.weight").value().toArray()[0])
                .isNotEqualTo(before)
                .isCloseTo(before, within(0.1f));
    }

    private static double mean(List<Seen> batches, java.util.function.ToDoubleFunction<Seen> sum) {
        return batches.stream().mapToDouble(sum).sum()
                / batches.stream().mapToInt(Seen::images).sum();
    }

    /** Computed one picture at a time, without the training's own loader and loop. */
    private static double meanLoss(Sequential model, List<LabeledImage> images) {
        double sum = 0;
        try (Scope scope = Scope.open(model.arena().backend())) {
            for (LabeledImage image : images) {
                float[] pixels = new float[FORMAT.samples()];
                FORMAT.fit(PictureReader.read(image.file())).toFloats(pixels, 0);
                ExecutionContext ctx = ExecutionContext.inference(scope);
                Tensor logits = model.forward(ctx, scope.tensor(Shape.of(1, 16, 16, 3), pixels));
                sum += new SoftmaxCrossEntropy()
                        .forward(ctx, logits, image.label())
                        .item();
            }
        }
        return sum / images.size();
    }

    private record Seen(int images, double lossSum, double correct) {}

    /** Keeps its own account of every batch. */
    private static final class RecordingLoss implements Loss {
        private final List<Seen> training = new ArrayList<>();
        private final List<Seen> validation = new ArrayList<>();

        @Override
        public Tensor forward(ExecutionContext ctx, Tensor logits, int... labels) {
            Tensor loss = new SoftmaxCrossEntropy().forward(ctx, logits, labels);
            float[] rows = logits.toArray();
            int correct = 0;
            for (int i = 0; i < labels.length; i++) {
                float right = rows[3 * i + labels[i]];
                correct += right >= Math.max(rows[3 * i], Math.max(rows[3 * i + 1], rows[3 * i + 2])) ? 1 : 0;
            }
            Seen seen = new Seen(labels.length, loss.item() * labels.length, correct);
            (ctx.dropout() == null ? validation : training).add(seen);
            return loss;
        }
    }

    /** Optimizes for some steps, then sets all weights to zero. */
    private static final class SpoilsAfter implements Optimizer {
        private final Optimizer good;
        private int stepsLeft;
        private long taken;

        SpoilsAfter(Optimizer good, int steps) {
            this.good = good;
            this.stepsLeft = steps;
        }

        @Override
        public void step(ParameterArena parameters) {
            taken++;
            if (stepsLeft-- > 0) {
                good.step(parameters);
            } else {
                parameters.values().forEach(run -> run.memory().fill(run, 0f));
                parameters.clearGradients();
            }
        }

        @Override
        public long steps() {
            return taken;
        }

        @Override
        public void resumeAt(long steps) {
            good.resumeAt(steps);
        }
    }

    private static final class RecordingListener implements TrainingListener {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onStart(TrainingPlan plan) {
            events.add("start %d epochs, %d and %d pictures"
                    .formatted(plan.epochs(), plan.trainingImages(), plan.validationImages()));
        }

        @Override
        public void onStep(StepProgress progress) {
            events.add("step %d/%d of epoch %d".formatted(progress.step(), progress.steps(), progress.epoch()));
        }

        @Override
        public void onEpoch(EpochResult result) {
            events.add("epoch " + result.epoch());
        }

        @Override
        public void onEnd(History history) {
            events.add("end");
        }
    }
}
