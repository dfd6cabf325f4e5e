package dev.menny.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Philox;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.backend.Window;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients against central differences on the reference, wherever the function is smooth. */
class CentralDifferenceTest {
    // A linear function has no curvature: the larger the step, the less rounding.
    private static final double LINEAR_STEP = 1;
    private static final double STEP = 1e-2;

    private final Backend backend = TestBackends.reference();

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void convolution() {
        Window window = Window.of(5, 3).stride(2, 1).padding(2, 1);
        assertLinear(new Conv2d(3, 4, window, true), Shape.of(2, 7, 6, 3));
    }

    @Test
    void fullyConnectedLayer() {
        assertLinear(new Linear(17, 9), Shape.of(3, 17));
    }

    @Test
    void averagePooling() {
        assertLinear(new AvgPool2d(), Shape.of(2, 4, 6, 3));
    }

    @Test
    void normalisation() {
        Shape shape = Shape.of(2, 3, 4, 3);
        assertInputGradient(new Normalize(0.4f, 0.3f), shape, values(6, shape), LINEAR_STEP);
    }

    @Test
    void reluAwayFromZero() {
        Shape shape = Shape.of(3, 50);
        float[] x = values(1, shape);
        for (int i = 0; i < x.length; i++) {
            x[i] += (float) Math.copySign(2 * STEP, x[i]);
        }
        assertInputGradient(new ReLU(), shape, x, STEP);
    }

    @Test
    void softmaxCrossEntropy() {
        assertLossGradient(new SoftmaxCrossEntropy());
    }

    @Test
    void softmaxCrossEntropyWithClassWeights() {
        assertLossGradient(new SoftmaxCrossEntropy(0.5, 2, 1, 4));
    }

    private void assertLossGradient(Loss loss) {
        Shape shape = Shape.of(5, 4);
        int[] labels = {3, 0, 1, 1, 2};
        float[] logits = values(2, shape);
        float[] gradient;
        try (Scope scope = Scope.open(backend)) {
            Tape tape = new Tape(scope);
            Tensor z = scope.tensor(shape, logits);
            tape.watch(z);
            gradient = tape.backward(loss.forward(ExecutionContext.recording(tape), z, labels))
                    .of(z)
                    .toArray();
        }
        assertGradient("logits", logits, gradient, STEP, moved -> {
            try (Scope scope = Scope.open(backend)) {
                return loss.forward(ExecutionContext.inference(scope), scope.tensor(shape, moved), labels)
                        .item();
            }
        });
    }

    private void assertLinear(Layer layer, Shape input) {
        Sequential model = Sequential.of(layer).initialize(backend, 3);
        float[] x = values(4, input);
        assertInputGradient(layer, input, x, LINEAR_STEP);
        for (Map.Entry<String, Parameter> entry : model.parameters().entrySet()) {
            Parameter parameter = entry.getValue();
            float[] values = parameter.value().toArray();
            float[] gradient = gradient(layer, input, x, parameter.value());
            assertGradient(entry.getKey(), values, gradient, LINEAR_STEP, moved -> {
                backend.memory().upload(moved, 0, parameter.value().buffer(), moved.length);
                double result = projection(layer, input, x);
                backend.memory().upload(values, 0, parameter.value().buffer(), values.length);
                return result;
            });
        }
    }

    private void assertInputGradient(Layer layer, Shape input, float[] x, double step) {
        float[] gradient = gradient(layer, input, x, null);
        assertGradient("input", x, gradient, step, moved -> projection(layer, input, moved));
    }

    /** The gradient of {@link #projection} with respect to a parameter, or to the input where that is null. */
    private float[] gradient(Layer layer, Shape input, float[] values, Tensor parameter) {
        try (Scope scope = Scope.open(backend)) {
            Tape tape = new Tape(scope);
            Tensor x = scope.tensor(input, values);
            tape.watch(x);
            Tensor y = layer.forward(ExecutionContext.recording(tape), x);
            Tensor dy = scope.tensor(y.shape(), values(5, y.shape()));
            return tape.gradient(y, dy, parameter == null ? x : parameter).toArray();
        }
    }

    /** The layer's output times fixed random numbers: one number that depends on all of it. */
    private double projection(Layer layer, Shape input, float[] x) {
        try (Scope scope = Scope.open(backend)) {
            Tensor y = layer.forward(ExecutionContext.inference(scope), scope.tensor(input, x));
            float[] outputs = y.toArray();
            float[] directions = values(5, y.shape());
            double sum = 0;
            for (int i = 0; i < outputs.length; i++) {
                sum += (double) outputs[i] * directions[i];
            }
            return sum;
        }
    }

    private static void assertGradient(
            String name, float[] at, float[] gradient, double step, ToDoubleFunction<float[]> function) {
        double scale = Tolerance.scale(gradient);
        assertThat(scale).as("the largest gradient of %s", name).isPositive();
        for (int i = 0; i < at.length; i++) {
            float[] up = at.clone();
            float[] down = at.clone();
            up[i] += (float) step;
            down[i] -= (float) step;
            double difference =
                    (function.applyAsDouble(up) - function.applyAsDouble(down)) / ((double) up[i] - down[i]);
            assertThat(difference)
                    .as("%s, element %d", name, i)
                    .isCloseTo(gradient[i], within(Tolerance.centralDifference(step, scale)));
        }
    }

    private static float[] values(long seed, Shape shape) {
        float[] values = new float[Math.toIntExact(shape.length())];
        Philox.uniforms(seed, 0, values, values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * values[i] - 1;
        }
        return values;
    }
}
