package dev.menny.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Twenty steps of training go the same way on every backend. */
class TrainingAgreementTest {
    private static final int STEPS = 20;
    private static final Shape IMAGES = Shape.of(8, 16, 16, 3);

    @Test
    void lossesEqualTheReferences() {
        SmallTraining expected = train(TestBackends.REFERENCE);
        assertThat(expected.losses().getLast())
                .as("the training learns, so that the comparison means something")
                .isLessThan(0.85f * expected.losses().getFirst());
        for (String name : TestBackends.fast()) {
            SmallTraining actual = train(name);
            for (int step = 0; step < STEPS; step++) {
                assertThat((double) actual.losses().get(step))
                        .as("loss of step %d on %s", step, name)
                        .isCloseTo(expected.losses().get(step), within(Tolerance.TRAINING_LOSS));
            }
        }
    }

    private static SmallTraining train(String backendName) {
        Sequential model = MennyModels.simple(IMAGES, 4, Pooling.AVERAGE, 0.2f);
        try (Backend backend = Backends.open(backendName, 2)) {
            return SmallTraining.run(backend, model, IMAGES, STEPS);
        }
    }
}
