package dev.menny.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.Buffers;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.DelegatingKernels;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.MeteredMemory;
import dev.menny.backend.TestBackends;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
    private static final float MAX = Float.MAX_VALUE;

    private final Backend reference = TestBackends.reference();

    @AfterEach
    void close() {
        reference.close();
    }

    /** The parameters (10, -10) and 3, each in a block of its own. */
    private static final class Weights {
        private final Parameter pair = new Parameter(Shape.of(2), (values, count, seed, position) -> {
            values[0] = 10;
            values[1] = -10;
        });
        private final Parameter single = new Parameter(Shape.of(1), (values, count, seed, position) -> values[0] = 3);
        private final ParameterArena arena;

        Weights(Backend backend) {
            Map<String, Parameter> parameters = new LinkedHashMap<>();
            parameters.put("pair", pair);
            parameters.put("single", single);
            DeviceMemory small = new MeteredMemory(backend.memory(), 16);
            arena = ParameterArena.allocate(ChangedBackend.withMemory(backend, small), parameters);
            arena.initialize(0);
        }

        void step(Optimizer optimizer, float first, float second, float third) {
            upload(pair, first, second);
            upload(single, third);
            optimizer.step(arena);
        }

        private void upload(Parameter parameter, float... gradient) {
            DeviceMemory memory = arena.backend().memory();
            memory.upload(gradient, 0, parameter.gradientBuffer().buffer(), gradient.length);
        }

        float[] values() {
            float[] two = pair.value().toArray();
            return new float[] {two[0], two[1], single.value().item()};
        }

        /** Values and what the optimizer keeps. */
        List<Float> numbers() {
            List<DeviceBuffer> runs = new ArrayList<>(arena.values());
            arena.stateNames().forEach(name -> runs.addAll(arena.state(name)));
            List<Float> numbers = new ArrayList<>();
            for (DeviceBuffer run : runs) {
                for (float value : Buffers.read(run)) {
                    numbers.add(value);
                }
            }
            return numbers;
        }
    }

    private float[] afterTwoSteps(Optimizer optimizer) {
        Weights weights = new Weights(reference);
        weights.step(optimizer, 3, 4, 12);
        weights.step(optimizer, 4, 12, 3);
        return weights.values();
    }

    /** Of norm 13 over two blocks, clipped to 6.5: half of each gradient, to which the decay is added as ever. */
    @Test
    void aLongGradientIsScaledDown() {
        Weights weights = new Weights(reference);
        weights.step(new Sgd(0.5, 0.5, 0.1).clipNorm(6.5), 3, 4, 12);
        assertThat(weights.values())
                .containsExactly(
                        new float[] {10 - 0.5f * (1.5f + 1), -10 - 0.5f * (2 - 1), 3 - 0.5f * (6 + 0.3f)},
                        within(1e-6f));
    }

    /** Epsilon is so large here that a step shows the size of the gradient. */
    @Test
    void adamWScalesDownWhatEntersItsMoments() {
        Weights weights = new Weights(reference);
        weights.step(new AdamW(1, 0.5, 0.5, 1, 0).clipNorm(6.5), 3, 4, 12);
        assertThat(weights.values())
                .containsExactly(new float[] {10 - 1.5f / 2.5f, -10 - 2f / 3, 3 - 6f / 7}, within(1e-6f));
    }

    @Test
    void gradientsWithinTheNormKeepTheirBits() {
        assertThat(afterTwoSteps(new Sgd(0.1).clipNorm(13))).isEqualTo(afterTwoSteps(new Sgd(0.1)));
        assertThat(afterTwoSteps(new AdamW(0.1).clipNorm(13))).isEqualTo(afterTwoSteps(new AdamW(0.1)));
        assertThat(afterTwoSteps(new Sgd(0.1).clipNorm(12.9))).isNotEqualTo(afterTwoSteps(new Sgd(0.1)));
    }

    @Test
    void clippingCanBeTakenBack() {
        Optimizer optimizer = new Sgd(0.1).clipNorm(1).clipNorm(Double.POSITIVE_INFINITY);
        assertThat(afterTwoSteps(optimizer)).isEqualTo(afterTwoSteps(new Sgd(0.1)));
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, MAX})
    void aGradientWithoutAFiniteNormIsRefusedBeforeAnythingChanges(float spoilt) {
        assertRefusedWithoutATrace(new AdamW(0.5, 0.1).clipNorm(1), spoilt);
        assertRefusedWithoutATrace(new Sgd(0.5, 0.5, 0.1).clipNorm(1), spoilt);
    }

    private void assertRefusedWithoutATrace(Optimizer optimizer, float spoilt) {
        Weights weights = new Weights(reference);
        weights.step(optimizer, 3, 4, 12);
        List<Float> before = weights.numbers();
        assertThatThrownBy(() -> weights.step(optimizer, spoilt, MAX, 12))
                .isInstanceOf(NonFiniteGradientException.class)
                .hasMessage(
                        "the norm of the gradients is %s, so they cannot be clipped: lower the learning rate,"
                                + " and look for inputs that are not finite",
                        Float.isNaN(spoilt) ? "not a number" : "beyond float32");
        assertThat(weights.numbers()).isEqualTo(before);
        assertThat(optimizer.steps()).isEqualTo(1);
    }

    /** It would cost a pass over all gradients. */
    @Test
    void withoutClippingNoNormIsComputed() {
        Backend watched = ChangedBackend.withKernels(reference, new DelegatingKernels(reference.kernels()) {
            @Override
            public double sumOfSquares(DeviceBuffer g) {
                throw new UnsupportedOperationException("a norm was computed");
            }
        });
        Weights weights = new Weights(watched);
        weights.step(new AdamW(0.5), 3, 4, 12);
        weights.step(new Sgd(0.5), 3, Float.NaN, 12);
        assertThatThrownBy(() -> weights.step(new AdamW(0.5).clipNorm(1), 3, 4, 12))
                .hasMessage("a norm was computed");
    }
}
