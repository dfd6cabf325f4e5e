package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.menny.backend.Backend;
import dev.menny.backend.BackendOptions;
import dev.menny.backend.Pooling;
import dev.menny.backend.Precision;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.nn.MennyModels;
import dev.menny.tensor.Shape;
import dev.menny.training.SmallTraining;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Twenty steps of training go the same way as on the reference; from the fourth on they are replayed as graphs. */
@Tag("gpu")
class CudaTrainingTest {
    private static final int STEPS = 20;
    private static final Shape IMAGES = Shape.of(8, 16, 16, 3);
    // Weights move by about one learning rate, 0.001, a step whatever a gradient's size: rounded gradients of about
    // zero
    // may turn a step round, which float32 does not.
    private static final double TF32_LOSS = 2e-2;
    private static final double BF16_LOSS = 1e-1;
    // What is left at most of the first loss after the last step.
    private static final float SIMPLE_LEARNS = 0.85f;
    private static final float MIXED_LEARNS = 0.95f;

    @Test
    void lossesEqualTheReferences() {
        assertLosses(Precision.FP32, CudaTrainingTest::simple, SIMPLE_LEARNS, Tolerance.TRAINING_LOSS);
    }

    @Test
    void lossesOfAllKindsOfLayersEqualTheReferences() {
        assertLosses(Precision.FP32, CudaTrainingTest::mixed, MIXED_LEARNS, Tolerance.TRAINING_LOSS);
    }

    @Test
    void lossesInTf32AreCloseToTheReferences() {
        assertLosses(Precision.TF32, CudaTrainingTest::simple, SIMPLE_LEARNS, TF32_LOSS);
    }

    @Test
    void lossesInMixedPrecisionAreCloseToTheReferences() {
        assertLosses(Precision.BF16, CudaTrainingTest::simple, SIMPLE_LEARNS, BF16_LOSS);
        assertLosses(Precision.BF16, CudaTrainingTest::mixed, MIXED_LEARNS, BF16_LOSS);
    }

    /**
     * The first step takes its memory, the second and third are equal; clipping reads a norm, which cuts each step in two.
     */
    @Test
    void stepsAreReplayed() {
        assumeFalse(TestGpu.isReal(), "only the pretend GPU counts");
        try (Backend backend = TestGpu.open()) {
            PretendGpu.Statistics before = PretendGpu.statistics();
            simple(backend);
            PretendGpu.Statistics after = PretendGpu.statistics();
            assertThat(after.captures() - before.captures()).isEqualTo(2);
            assertThat(after.graphLaunches() - before.graphLaunches()).isEqualTo(2 * (STEPS - 3));
            assertThat(after.complaints()).as("mistakes of the host's code").isEqualTo(before.complaints());
        }
    }

    @Test
    void deterministicTrainingsHaveEqualBits() {
        BackendOptions options = BackendOptions.defaults().withDeterministic(true);
        assertThat(fingerprint(options)).isEqualTo(fingerprint(options));
    }

    private static long fingerprint(BackendOptions options) {
        try (Backend backend = TestGpu.open(options)) {
            return mixed(backend).fingerprint();
        }
    }

    private static void assertLosses(
            Precision precision, Function<Backend, SmallTraining> training, float learned, double allowed) {
        SmallTraining expected;
        try (Backend reference = TestBackends.reference()) {
            expected = training.apply(reference);
        }
        assertThat(expected.losses().getLast())
                .as("the training learns, so that the comparison means something")
                .isLessThan(learned * expected.losses().getFirst());
        try (Backend backend = TestGpu.open(precision)) {
            SmallTraining actual = training.apply(backend);
            for (int step = 0; step < STEPS; step++) {
                assertThat((double) actual.losses().get(step))
                        .as("loss of step %d in %s", step, precision)
                        .isCloseTo(expected.losses().get(step), within(allowed));
            }
        }
    }

    private static SmallTraining simple(Backend backend) {
        return SmallTraining.run(backend, MennyModels.simple(IMAGES, 4, Pooling.AVERAGE, 0.2f), IMAGES, STEPS);
    }

    private static SmallTraining mixed(Backend backend) {
        return SmallTraining.run(backend, SmallTraining.mixed(), SmallTraining.mixedImages(4), STEPS);
    }
}
