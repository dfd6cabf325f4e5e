package dev.menny.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.backend.TestBackends;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same bits, however often, on however many threads, interpreted or compiled. */
class DeterminismTest {
    // The JVM interprets the first runs, then compiles twice while others run.
    private static final int REPEATS = 150;
    // Rows and images enough for several tasks a kernel.
    private static final Shape LARGER = Shape.of(4, 40, 72, 3);

    static List<String> backends() {
        return TestBackends.all();
    }

    static List<String> fastBackends() {
        return TestBackends.fast();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void repeatedRunsGiveTheSameWeights(String backend) {
        long first = Fingerprint.of(backend, 2);
        int repeats = backend.equals(TestBackends.REFERENCE) ? 2 : REPEATS;
        for (int i = 0; i < repeats; i++) {
            assertThat(Fingerprint.of(backend, 1 + i % 3)).as("run %d", i).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @MethodSource("fastBackends")
    void anyNumberOfThreadsGivesTheSameWeights(String backend) {
        long single = largerTraining(backend, 1);
        assertThat(largerTraining(backend, 2)).as("2 threads").isEqualTo(single);
        assertThat(largerTraining(backend, 5)).as("5 threads").isEqualTo(single);
    }

    private static long largerTraining(String backendName, int threads) {
        Sequential model = MennyModels.simple(LARGER, 4, Pooling.AVERAGE, 0.2f);
        try (Backend backend = Backends.open(backendName, threads)) {
            return SmallTraining.run(backend, model, LARGER, 4).fingerprint();
        }
    }

    @ParameterizedTest
    @MethodSource("fastBackends")
    void theInterpreterGivesTheSameWeights(String backend) throws IOException, InterruptedException {
        String interpreted = OtherJvm.lastLine(List.of("-Xint"), Fingerprint.class, backend, "2");
        assertThat(interpreted).isEqualTo(Long.toString(Fingerprint.of(backend, 2)));
    }

    /** Or else a fingerprint that ignores the weights would pass. */
    @Test
    void oneMoreStepGivesAnotherFingerprint() {
        assertThat(reference(3)).isNotEqualTo(reference(2));
    }

    private static long reference(int steps) {
        try (Backend backend = TestBackends.reference()) {
            return SmallTraining.run(backend, SmallTraining.mixed(), SmallTraining.mixedImages(2), steps)
                    .fingerprint();
        }
    }
}
