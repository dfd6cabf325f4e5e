package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.Pooling;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.Sequential;
import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.optim.Sgd;
import dev.menny.tensor.ParameterArena;
import dev.menny.trainer.ShapePictures;
import dev.menny.trainer.StandIn;
import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.Split;
import dev.menny.trainer.model.Evaluator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step is given to the device as a whole, and what is wrong with it is found afterwards, but before anything is saved. */
class StepsOnADeviceTest {
    private static final PictureFormat FORMAT = new PictureFormat(16, 16, 3);
    private static final int STEPS_PER_EPOCH = 6;
    private static final int VALIDATION_BATCHES = 2;

    @TempDir
    static Path pictures;

    @TempDir
    Path folder;

    private static Split split;

    @BeforeAll
    static void paint() {
        split = ImageFolder.of(ShapePictures.write(pictures, 9, 1)).split(0.2, 1);
    }

    private static Sequential model() {
        return new ModelSettings(Architecture.SIMPLE, FORMAT, Normalization.NONE, Pooling.AVERAGE, 0.2f)
                .build(ShapePictures.CLASSES.size());
    }

    private static Trainer trainer(Sequential model) {
        return Trainer.of(model, FORMAT)
                .device(StandIn.NAME)
                .optimizer(new AdamW(2e-3))
                .batch(4)
                .seed(7)
                .epochs(2);
    }

    private static List<float[]> weights(Sequential model) {
        return model.parameters().values().stream()
                .map(parameter -> parameter.value().toArray())
                .toList();
    }

    private List<Path> checkpoints() throws IOException {
        return new CheckpointFolder(folder).files();
    }

    /** The device itself fails the test where it is read within a step. */
    @Test
    void eachBatchIsOneStepOfWhichNothingIsReadBeforeItHasEnded() {
        Sequential model = model();
        Sequential onReference = model();
        trainer(model).fit(split);
        int afterTraining = StandIn.latest().steps();
        trainer(onReference).device("reference").fit(split);
        Evaluator.of(model, split.classes(), FORMAT).evaluate(split.validation());

        assertThat(afterTraining).isEqualTo(2 * (STEPS_PER_EPOCH + VALIDATION_BATCHES));
        assertThat(StandIn.latest().steps()).as("six pictures are one batch").isEqualTo(afterTraining + 1);
        assertThat(weights(model)).usingRecursiveComparison().isEqualTo(weights(onReference));
    }

    /** Weights that are NaN before the first step: of loss and gradients, both no numbers, the loss is what people know. */
    @ParameterizedTest
    @ValueSource(doubles = {1, Double.POSITIVE_INFINITY})
    void aLossThatIsNoNumberIsNamedWhetherGradientsAreClippedOrNot(double clipNorm) throws IOException {
        Backend backend = Backends.open(StandIn.NAME);
        Sequential model =
                Sequential.of(new Flatten(), new Linear(16 * 16 * 3, 3)).initialize(backend, 1);
        model.arena().values().forEach(run -> backend.memory().fill(run, Float.NaN));

        assertThatThrownBy(() -> trainer(model)
                        .optimizer(new AdamW(1e-3).clipNorm(clipNorm))
                        .checkpoints(new CheckpointPlan(folder, 1))
                        .fit(split))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageStartingWith(
                        "training diverged: the loss is not a number in epoch 1 at step 1; lower the learning rate");
        assertThat(checkpoints()).isEmpty();
    }

    /** The step that finds the loss infinite has already moved the weights, so nothing may come after it. */
    @Test
    void noCheckpointIsMadeOfAStepWhoseLossIsNoNumber() throws IOException {
        assertThatThrownBy(() -> trainer(model())
                        .optimizer(new Sgd(1e30))
                        .checkpoints(new CheckpointPlan(folder, 1))
                        .stopWhen(() -> StandIn.latest().steps() >= 2)
                        .fit(split))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("the loss is ")
                .hasMessageContaining("in epoch 1 at step 2");
        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void noCheckpointIsMadeOfRuinedWeightsThatTheLossHides() throws IOException {
        Ruins optimizer = new Ruins(STEPS_PER_EPOCH + 1);

        assertThatThrownBy(() -> trainer(model())
                        .optimizer(optimizer)
                        .checkpoints(new CheckpointPlan(folder, 1))
                        .epochs(3)
                        .fit(split))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageMatching(
                        "training diverged: the norm of the weights is (not a number|infinite) after epoch 2;"
                                + " lower the learning rate.*");
        assertThat(optimizer.steps()).as("the loss did not show it").isEqualTo(2 * STEPS_PER_EPOCH);
        assertThat(checkpoints()).singleElement().asString().endsWith("step-000006.safetensors");
    }

    @Test
    void anInterruptionSavesNoRuinedWeightsEither() throws IOException {
        assertThatThrownBy(() -> trainer(model())
                        .optimizer(new Ruins(2))
                        .checkpoints(new CheckpointPlan(folder, 1))
                        .stopWhen(() -> StandIn.latest().steps() >= 3)
                        .fit(split))
                .hasMessageContaining("the norm of the weights is infinite in epoch 1 at step 3");
        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void aTrainingDoesNotEndWithRuinedWeights() {
        assertThatThrownBy(() -> trainer(model())
                        .optimizer(new Ruins(2 * STEPS_PER_EPOCH))
                        .fit(split))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("the norm of the weights is infinite after epoch 2");
    }

    /** Makes one weight of the first convolution minus infinity: a filter that, after its ReLU, finds nothing any more. */
    private static final class Ruins implements Optimizer {
        private final Optimizer good = new AdamW(1e-3);
        private final int at;

        Ruins(int at) {
            this.at = at;
        }

        @Override
        public void step(ParameterArena parameters) {
            good.step(parameters);
            if (steps() == at) {
                DeviceMemory memory = parameters.backend().memory();
                DeviceBuffer first = parameters.values().getFirst().slice(0, 1);
                memory.fill(first, Float.NEGATIVE_INFINITY);
            }
        }

        @Override
        public long steps() {
            return good.steps();
        }

        @Override
        public void resumeAt(long steps) {
            good.resumeAt(steps);
        }
    }
}
