package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.RandomStream;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.backend.WithKernels;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import dev.menny.training.Batch;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gradients of Menny's two models, whole, with dropout: against central differences, and across backends. */
class ModelGradientTest {
    private static final int CLASSES = 3;
    private static final long SEED = 8;
    private static final int SAMPLES = 24;
    private static final double FEWEST_CHECKED = 0.8;

    // The largest step that crosses no switch is taken: large ones drown the rounding of the forward pass.
    private static final double[] STEPS = {1e-2, 3e-3, 1e-3, 3e-4};

    /** A model with its images. */
    private enum Subject {
        SIMPLE(8),
        SIMPLE_MAX(8),
        COMPLEX(8),
        COMPLEX_MAX(8);

        private final int size;

        Subject(int size) {
            this.size = size;
        }

        Shape images() {
            return Shape.of(2, size, size, 3);
        }

        Sequential model() {
            Pooling pooling = name().endsWith("MAX") ? Pooling.MAX : Pooling.AVERAGE;
            return name().startsWith("SIMPLE")
                    ? MennyModels.simple(images(), CLASSES, pooling, 0.2f)
                    : MennyModels.complex(images(), CLASSES, pooling, 0.2f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalCentralDifferencesOnTheReference(Subject subject) {
        try (Backend reference = TestBackends.reference()) {
            MaskRecorder recorder = new MaskRecorder(reference);
            Run run = new Run(subject, new WithKernels(reference, recorder));
            Map<String, float[]> gradients = run.gradients();
            SplittableRandom random = new SplittableRandom(SEED);
            for (Map.Entry<String, Parameter> entry : run.model.parameters().entrySet()) {
                float[] gradient = gradients.get(entry.getKey());
                assertThat(Tolerance.scale(gradient)).as(entry.getKey()).isPositive();
                int checked = 0;
                for (int sample = 0; sample < SAMPLES; sample++) {
                    int i = random.nextInt(gradient.length);
                    checked += isChecked(run, recorder, entry.getValue(), i, gradient) ? 1 : 0;
                }
                assertThat(checked)
                        .as("coordinates of %s that cross no switch", entry.getKey())
                        .isGreaterThanOrEqualTo((int) (FEWEST_CHECKED * SAMPLES));
            }
        }
    }

    /** Compares one coordinate, unless even the smallest step to either side crosses a switch. */
    private static boolean isChecked(Run run, MaskRecorder recorder, Parameter parameter, int i, float[] gradient) {
        for (double step : STEPS) {
            recorder.take();
            double up = run.lossWith(parameter, i, step);
            List<ByteBuffer> above = recorder.take();
            double down = run.lossWith(parameter, i, -step);
            if (above.equals(recorder.take())) {
                assertThat((up - down) / (2 * step))
                        .as("element %d of %s, step %s", i, parameter.shape(), step)
                        .isCloseTo(gradient[i], within(Tolerance.centralDifference(step, Tolerance.scale(gradient))));
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void equalTheReferencesOnEveryFastBackend(Subject subject) {
        Map<String, float[]> expected = gradients(subject, TestBackends.REFERENCE);
        for (String name : TestBackends.fast()) {
            Map<String, float[]> actual = gradients(subject, name);
            expected.forEach((parameter, gradient) -> assertThat(actual.get(parameter))
                    .as("%s on %s", parameter, name)
                    .containsExactly(gradient, within((float) (Tolerance.MODEL_GRADIENT * Tolerance.scale(gradient)))));
        }
    }

    private static Map<String, float[]> gradients(Subject subject, String backendName) {
        try (Backend backend = Backends.open(backendName, 2)) {
            return new Run(subject, backend).gradients();
        }
    }

    /** A model on a backend with one batch, whose loss is always computed with the same dropout. */
    private static final class Run {
        private final Backend backend;
        private final Sequential model;
        private final Batch batch;

        Run(Subject subject, Backend backend) {
            this.backend = backend;
            this.model = subject.model().initialize(backend, SEED);
            this.batch = Batch.of(subject.images(), CLASSES, SEED);
        }

        Map<String, float[]> gradients() {
            try (Scope scope = Scope.open(backend)) {
                Tape tape = new Tape(scope);
                ExecutionContext ctx = ExecutionContext.training(tape, RandomStream.of(SEED));
                Tensor logits = model.forward(ctx, batch.images(scope));
                tape.backward(new SoftmaxCrossEntropy().forward(ctx, logits, batch.labels()));
                Map<String, float[]> gradients = new LinkedHashMap<>();
                model.parameters()
                        .forEach((name, parameter) ->
                                gradients.put(name, parameter.grad().toArray()));
                return gradients;
            }
        }

        double lossWith(Parameter parameter, int index, double change) {
            float[] before = parameter.value().toArray();
            float[] moved = before.clone();
            moved[index] += (float) change;
            backend.memory().upload(moved, 0, parameter.value().buffer(), moved.length);
            double loss = loss();
            backend.memory().upload(before, 0, parameter.value().buffer(), before.length);
            return loss;
        }

        /** In double precision from the logits on, so that it is not rounded where differences are taken. */
        private double loss() {
            try (Scope scope = Scope.open(backend)) {
                ExecutionContext ctx = ExecutionContext.training(new Tape(scope), RandomStream.of(SEED));
                float[] logits = model.forward(ctx, batch.images(scope)).toArray();
                double sum = 0;
                for (int n = 0; n < batch.labels().length; n++) {
                    double exponentials = 0;
                    for (int j = 0; j < CLASSES; j++) {
                        exponentials += Math.exp(logits[n * CLASSES + j]);
                    }
                    sum += Math.log(exponentials) - logits[n * CLASSES + batch.labels()[n]];
                }
                return sum / batch.labels().length;
            }
        }
    }
}
