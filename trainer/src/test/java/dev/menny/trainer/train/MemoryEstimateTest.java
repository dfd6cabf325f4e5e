package dev.menny.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Pooling;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.trainer.data.PictureFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that can be worked out by hand. */
class MemoryEstimateTest {
    private static final int FLOAT = 4;
    private static final int BATCH = 5;
    /** Pictures of 2x2 in colour have 12 values; 12 x 3 weights and 3 biases. */
    private static final Sequential NETWORK = Sequential.of(new Flatten(), new Linear(12, 3), new ReLU());

    private static final int PARAMETERS = 39;

    private static TrainingConfig config(OptimizerSettings.Kind optimizer) {
        return new TrainingConfig(
                new ModelSettings(
                        Architecture.SIMPLE, new PictureFormat(2, 2, 3), Normalization.NONE, Pooling.AVERAGE, 0),
                new OptimizerSettings(optimizer, 0.1, 0),
                1,
                BATCH,
                0,
                List.of(),
                0,
                ClassWeights.NONE,
                1);
    }

    private static MemoryEstimate estimate(OptimizerSettings.Kind optimizer) {
        return MemoryEstimate.of(NETWORK, config(optimizer));
    }

    @Test
    void parametersHaveAGradientABestValueAndWhatTheOptimizerKeeps() {
        assertThat(estimate(OptimizerSettings.Kind.SGD).parameters()).isEqualTo((3 + 1) * PARAMETERS * FLOAT);
        assertThat(estimate(OptimizerSettings.Kind.ADAMW).parameters()).isEqualTo((3 + 2) * PARAMETERS * FLOAT);
    }

    @Test
    void weightsOfALargeLinearLayerHaveNoGradientInMemory() {
        Sequential network = Sequential.of(new Flatten(), new Linear(12, 100_000));
        long weights = 1_200_000;
        long biases = 100_000;
        assertThat(MemoryEstimate.of(network, config(OptimizerSettings.Kind.SGD))
                        .parameters())
                .isEqualTo(((2 + 1) * weights + (3 + 1) * biases) * FLOAT);
    }

    @Test
    void activationsHaveAGradientAndAByteForTheWayBack() {
        long pixels = BATCH * 12 * FLOAT;
        long logits = BATCH * 3 * (2 * FLOAT + 1);

        assertThat(estimate(OptimizerSettings.Kind.SGD).activations()).isEqualTo(pixels + logits + logits);
    }

    @Test
    void sixBatchesOfPicturesAreOnTheirWay() {
        assertThat(estimate(OptimizerSettings.Kind.SGD).batches()).isEqualTo(6 * BATCH * 12 * FLOAT);
    }

    @Test
    void togetherWithTheVirtualMachine() {
        assertThat(new MemoryEstimate(1, 20, 300).total()).isEqualTo(321 + (300L << 20));
    }

    @Test
    void aCheckpointHoldsTheBestWeightsAndTheOptimizersNumbersToo() {
        assertThat(MemoryEstimate.checkpointBytes(
                        NETWORK, config(OptimizerSettings.Kind.SGD).optimizer()))
                .isEqualTo(3 * PARAMETERS * FLOAT);
        assertThat(MemoryEstimate.checkpointBytes(
                        NETWORK, config(OptimizerSettings.Kind.ADAMW).optimizer()))
                .isEqualTo(4 * PARAMETERS * FLOAT);
    }
}
