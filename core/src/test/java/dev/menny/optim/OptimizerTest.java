package dev.menny.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.MeteredMemory;
import dev.menny.backend.TestBackends;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private final Backend reference = TestBackends.reference();
    private final Parameter parameter = new Parameter(Shape.of(2), (values, count, seed, position) -> {
        values[0] = 10;
        values[1] = -10;
    });
    private final Parameter other = new Parameter(Shape.of(1), (values, count, seed, position) -> values[0] = 3);

    // Blocks so small that each parameter has one of its own.
    private final Backend backend = ChangedBackend.withMemory(reference, new MeteredMemory(reference.memory(), 16));

    @AfterEach
    void close() {
        reference.close();
    }

    private ParameterArena arena() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        parameters.put("parameter", parameter);
        parameters.put("other", other);
        ParameterArena arena = ParameterArena.allocate(backend, parameters);
        arena.initialize(0);
        return arena;
    }

    private void gradients(float first, float second, float third) {
        backend.memory()
                .upload(
                        new float[] {first, second},
                        0,
                        parameter.gradientBuffer().buffer(),
                        2);
        backend.memory().upload(new float[] {third}, 0, other.gradientBuffer().buffer(), 1);
    }

    /** At the first step both moments are the gradient itself, so the step is the learning rate, whatever its size. */
    @Test
    void theFirstStepOfAdamWIsTheLearningRate() {
        ParameterArena arena = arena();
        gradients(1000, -0.001f, 1);
        new AdamW(0.5, 0.1).step(arena);
        float[] values = parameter.value().toArray();
        assertThat(values[0]).isCloseTo(10 * 0.95f - 0.5f, within(1e-5f));
        assertThat(values[1]).isCloseTo(-10 * 0.95f + 0.5f, within(1e-4f));
        assertThat(other.value().item()).as("a parameter in the next block").isCloseTo(3 * 0.95f - 0.5f, within(1e-5f));
    }

    @Test
    void adamWCorrectsTheBiasOfEachStepAnew() {
        ParameterArena arena = arena();
        AdamW optimizer = new AdamW(0.5, 0);
        for (int step = 1; step <= 5; step++) {
            gradients(4, -4, 4);
            optimizer.step(arena);
            assertThat(parameter.value().toArray()[0]).as("step %d", step).isCloseTo(10 - 0.5f * step, within(1e-5f));
        }
    }

    @Test
    void sgdGathersSpeed() {
        ParameterArena arena = arena();
        Sgd optimizer = new Sgd(0.1, 0.5, 0);
        gradients(1, 2, 0);
        optimizer.step(arena);
        assertThat(parameter.value().toArray()).containsExactly(9.9f, -10.2f);
        gradients(1, 2, 0);
        optimizer.step(arena);
        assertThat(parameter.value().toArray()).containsExactly(9.75f, -10.5f);
        assertThat(other.value().item()).isEqualTo(3);
    }

    @Test
    void aStepUsesTheGradientsUp() {
        ParameterArena arena = arena();
        Sgd optimizer = new Sgd(0.1);
        gradients(1, 2, 3);
        optimizer.step(arena);
        assertThatThrownBy(() -> optimizer.step(arena))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("parameter parameter has no gradient: run a backward pass that reaches it first");
    }

    /** Else the step after a mistake would be corrected for a bias that it does not have. */
    @Test
    void aRefusedStepDoesNotCount() {
        ParameterArena arena = arena();
        AdamW optimizer = new AdamW(0.5, 0);
        assertThatThrownBy(() -> optimizer.step(arena)).isInstanceOf(IllegalStateException.class);
        gradients(4, -4, 4);
        optimizer.step(arena);
        assertThat(parameter.value().toArray()[0]).isCloseTo(9.5f, within(1e-5f));
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertRefused(() -> new AdamW(0), "the learning rate must be above 0, got 0.0");
        assertRefused(() -> new AdamW(Double.NaN), "the learning rate must be above 0, got NaN");
        assertRefused(() -> new AdamW(Double.POSITIVE_INFINITY), "the learning rate must be above 0, got Infinity");
        assertRefused(() -> new AdamW(1, -0.1), "the weight decay must be 0 or more, got -0.1");
        assertRefused(() -> new AdamW(1, 1, 0.9, 1e-8, 0), "the beta1 must be in [0, 1), got 1.0");
        assertRefused(() -> new AdamW(1, 0.9, -0.1, 1e-8, 0), "the beta2 must be in [0, 1), got -0.1");
        assertRefused(() -> new AdamW(1, 0.9, 0.9, 0, 0), "the epsilon must be above 0, got 0.0");
        assertRefused(() -> new Sgd(-1), "the learning rate must be above 0, got -1.0");
        assertRefused(() -> new Sgd(1, 1, 0), "the momentum must be in [0, 1), got 1.0");
        assertRefused(() -> new AdamW(1).clipNorm(0), "the clip norm must be above 0, got 0.0");
        assertRefused(() -> new AdamW(1).clipNorm(Double.NaN), "the clip norm must be above 0, got NaN");
        assertRefused(() -> new Sgd(1).clipNorm(-1), "the clip norm must be above 0, got -1.0");
        assertRefused(() -> new Sgd(1, 0, Double.NaN), "the weight decay must be 0 or more, got NaN");
    }

    private static void assertRefused(ThrowingCallable settings, String message) {
        assertThatThrownBy(settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void sayWhatTheyAre() {
        assertThat(new AdamW(1e-3)).hasToString("AdamW(learning rate 0.001, weight decay 0.01)");
        assertThat(new Sgd(0.1)).hasToString("SGD(learning rate 0.1, momentum 0.9, weight decay 0.0)");
        assertThat(new AdamW(1e-3).clipNorm(2))
                .hasToString("AdamW(learning rate 0.001, weight decay 0.01, clip norm 2.0)");
        assertThat(new Sgd(0.1).clipNorm(2))
                .hasToString("SGD(learning rate 0.1, momentum 0.9, weight decay 0.0, clip norm 2.0)");
    }
}
