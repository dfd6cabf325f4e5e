package dev.menny.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Tape;
import dev.menny.backend.AdamWSpec;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.BufferKind;
import dev.menny.backend.ChangedBackend;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DeviceMemory;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.MeteredMemory;
import dev.menny.backend.Scratch;
import dev.menny.backend.SgdSpec;
import dev.menny.backend.TestBackends;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.optim.Sgd;
import dev.menny.tensor.Gradient;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of a large linear layer stays in its two factors until somebody wants it as numbers. */
class FactoredGradientTest {
    private static final Shape IMAGES = Shape.of(5, 16, 25, 3);
    private static final int FEATURES = 16 * 25 * 3;
    private static final int HIDDEN = 999;
    // Below the norm of any step here.
    private static final double CLIP_NORM = 0.1;
    private static final String LARGE = "layers.1.weight";
    private static final long LARGE_BYTES = (long) FEATURES * HIDDEN * Float.BYTES;

    static List<String> backends() {
        return TestBackends.all();
    }

    static List<String> fastBackends() {
        return TestBackends.fast();
    }

    private static Sequential model(Backend backend) {
        assertThat((long) FEATURES * HIDDEN).isGreaterThan(ParameterArena.LARGE);
        return Sequential.of(new Flatten(), new Linear(FEATURES, HIDDEN), new ReLU(), new Linear(HIDDEN, 4))
                .initialize(backend, 1);
    }

    private static Parameter large(Sequential model) {
        return model.parameters().get(LARGE);
    }

    private static void backward(Sequential model, Scope scope, long seed) {
        Batch batch = Batch.of(IMAGES, 4, seed);
        Tape tape = new Tape(scope);
        ExecutionContext ctx = ExecutionContext.recording(tape);
        tape.backward(new SoftmaxCrossEntropy().forward(ctx, model.forward(ctx, batch.images(scope)), batch.labels()));
    }

    /** Three steps; asking for the gradient makes it dense. */
    private static float[] trained(Backend backend, Optimizer optimizer, boolean dense) {
        Sequential model = model(backend);
        try (Scope scope = Scope.open(backend)) {
            for (int step = 0; step < 3; step++) {
                scope.reset();
                backward(model, scope, step);
                if (dense) {
                    large(model).grad();
                }
                optimizer.step(model.arena());
            }
        }
        float[] weights = large(model).value().toArray();
        model.close();
        return weights;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void adamWGivesTheSameBitsAsWithADenseGradient(String name) {
        try (Backend backend = Backends.open(name, 2)) {
            assertThat(trained(backend, new AdamW(1e-3), false)).isEqualTo(trained(backend, new AdamW(1e-3), true));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sgdGivesTheSameBitsAsWithADenseGradient(String name) {
        try (Backend backend = Backends.open(name, 2)) {
            assertThat(trained(backend, new Sgd(1e-2), false)).isEqualTo(trained(backend, new Sgd(1e-2), true));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void itsNormIsThatOfTheDenseGradient(String name) {
        try (Backend backend = Backends.open(name, 2);
                Scope scope = Scope.open(backend);
                Sequential model = model(backend)) {
            backward(model, scope, 1);
            double factored = norm(backend, model);
            large(model).grad();
            assertThat(factored).isCloseTo(norm(backend, model), withinPercentage(1e-5));
        }
    }

    /** Of the large layer's gradient in its present form. */
    private static double norm(Backend backend, Sequential model) {
        Gradient gradient = model.arena().gradients().stream()
                .filter(run -> length(run) >= ParameterArena.LARGE)
                .findFirst()
                .orElseThrow();
        return Math.sqrt(
                switch (gradient) {
                    case Gradient.Dense dense -> backend.kernels().sumOfSquares(dense.values());
                    case Gradient.OuterProduct outer ->
                        backend.kernels()
                                .outerSumOfSquares(
                                        outer.spec(),
                                        outer.x().buffer(),
                                        outer.dy().buffer());
                });
    }

    private static long length(Gradient gradient) {
        return switch (gradient) {
            case Gradient.Dense dense -> dense.values().length();
            case Gradient.OuterProduct outer -> outer.spec().weights();
        };
    }

    @ParameterizedTest
    @MethodSource("backends")
    void isClippedAsADenseOne(String name) {
        try (Backend backend = Backends.open(name, 2)) {
            float[] factored = trained(backend, new Sgd(1).clipNorm(CLIP_NORM), false);
            float[] dense = trained(backend, new Sgd(1).clipNorm(CLIP_NORM), true);
            assertThat(factored).isNotEqualTo(trained(backend, new Sgd(1), false));
            for (int i = 0; i < dense.length; i++) {
                assertThat(Math.abs(factored[i] - dense[i])).as("weight %d", i).isLessThan(1e-6f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fastBackends")
    void anyNumberOfThreadsClipsToTheSameBits(String name) {
        assertThat(clipped(name, 2)).as("2 threads").isEqualTo(clipped(name, 1));
        assertThat(clipped(name, 3)).as("3 threads").isEqualTo(clipped(name, 1));
    }

    private static float[] clipped(String name, int threads) {
        try (Backend backend = Backends.open(name, threads)) {
            return trained(backend, new AdamW(1e-3).clipNorm(CLIP_NORM), false);
        }
    }

    /** Runs are rounded up to whole cache lines. */
    @ParameterizedTest
    @MethodSource("backends")
    void nothingIsWrittenBehindTheLastWeight(String name) {
        int length = (1 << 20) + 5;
        try (Backend backend = Backends.open(name, 2)) {
            DeviceMemory memory = backend.memory();
            DeviceBuffer w = memory.allocate(BufferKind.F32, length + 11);
            DeviceBuffer velocity = memory.allocate(BufferKind.F32, length + 11);
            DeviceBuffer x = memory.allocate(BufferKind.F32, length);
            DeviceBuffer dy = memory.allocate(BufferKind.F32, 1);
            memory.fill(x, 1);
            memory.fill(dy, 1);
            try (Scratch used = backend.kernels().scratch(length + 11)) {
                memory.fill(used.buffer(), 7);
            }
            LinearSpec layer = new LinearSpec(1, length, 1);
            backend.kernels().sgdOuter(new SgdSpec(1, 0.5, 0), layer, x, dy, w, velocity);
            AdamWSpec adamW = new AdamWSpec(1, 0.9, 0.999, 1e-8, 0, 1);
            backend.kernels().adamWOuter(adamW, layer, x, dy, w, velocity, velocity);
            float[] values = new float[11];
            memory.download(w.slice(length, 11), values, 0, 11);
            assertThat(values).containsOnly(0);
            memory.download(w.slice(length - 11, 11), values, 0, 11);
            assertThat(values).doesNotContain(0);
        }
    }

    @Test
    void aSecondBackwardPassAddsToTheFirst() {
        try (Backend backend = Backends.open("cpu", 2);
                Scope scope = Scope.open(backend);
                Sequential model = model(backend)) {
            float[] expected = gradient(model, scope, 1);
            float[] second = gradient(model, scope, 2);
            for (int i = 0; i < expected.length; i++) {
                expected[i] += second[i];
            }
            model.arena().clearGradients();
            backward(model, scope, 1);
            backward(model, scope, 2);
            float[] actual = large(model).grad().toArray();
            for (int i = 0; i < expected.length; i++) {
                assertThat(Math.abs(actual[i] - expected[i]))
                        .as("element %d", i)
                        .isLessThan(1e-6f);
            }
            assertThat(actual).isNotEqualTo(second);
        }
    }

    private static float[] gradient(Sequential model, Scope scope, long seed) {
        model.arena().clearGradients();
        backward(model, scope, seed);
        return large(model).grad().toArray();
    }

    @Test
    void aGradientWhoseScopeIsGoneIsRefused() {
        String message = "the gradient of parameter " + LARGE + " went with the scope of its backward pass:"
                + " let the optimizer step, or call grad(), before the scope is reset or closed";
        try (Backend backend = Backends.open("cpu", 2);
                Scope scope = Scope.open(backend);
                Sequential model = model(backend)) {
            AdamW optimizer = new AdamW(1e-3);
            backward(model, scope, 1);
            scope.reset();
            assertThatThrownBy(() -> optimizer.step(model.arena()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(large(model)::grad)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThat(optimizer.steps())
                    .as("a step that was refused does not count")
                    .isZero();
            model.arena().clearGradients();
            backward(model, scope, 1);
            optimizer.step(model.arena());
            assertThat(optimizer.steps()).isEqualTo(1);
        }
    }

    /** Weights and two moments, but neither a gradient nor work space of its size. */
    @Test
    void trainingHoldsNoGradientOfTheLargeLayer() {
        try (Backend inner = Backends.open("cpu", 2)) {
            MeteredMemory memory =
                    new MeteredMemory(inner.memory(), inner.memory().maxLength());
            Backend backend = ChangedBackend.withMemory(inner, memory);
            try (Scope scope = Scope.open(backend);
                    Sequential model = model(backend)) {
                long predicting = memory.allocatedBytes();
                assertThat(predicting).isBetween(LARGE_BYTES, LARGE_BYTES * 11 / 10);
                backward(model, scope, 1);
                new AdamW(1e-3).step(model.arena());
                long others = scope.capacityBytes() + LARGE_BYTES / 2;
                assertThat(memory.allocatedBytes()).isBetween(3 * LARGE_BYTES, 3 * LARGE_BYTES + others);
            }
        }
    }
}
