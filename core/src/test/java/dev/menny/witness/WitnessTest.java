package dev.menny.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.backend.Window;
import dev.menny.nn.AvgPool2d;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Layer;
import dev.menny.nn.Linear;
import dev.menny.nn.MaxPool2d;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.optim.AdamW;
import dev.menny.optim.Optimizer;
import dev.menny.optim.Sgd;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.ParameterArena;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every backend gives what PyTorch gave: outputs, losses, gradients and optimizer steps. */
class WitnessTest {
    private final WitnessFile witness = WitnessFile.read();

    @TestFactory
    Stream<DynamicContainer> equalsTheIndependentFramework() {
        return TestBackends.all().stream()
                .map(name -> DynamicContainer.dynamicContainer(
                        name,
                        witness.cases().stream()
                                .map(subject ->
                                        DynamicTest.dynamicTest(name + ": " + subject, () -> check(name, subject)))));
    }

    /** Or else a file that lost its cases would pass. */
    @Test
    void coversEveryOperationBothModelsAndBothOptimizers() {
        assertThat(witness.cases())
                .contains("conv2d.3x3", "conv2d.3x3nobias", "conv2d.5x3s2x1", "conv2d.1x1", "convblock.avg")
                .contains("convblock.max", "avgpool.2x2", "maxpool.2x2", "maxpool.3x3s2", "relu", "linear")
                .contains("softmax_cross_entropy", "simple", "complex", "adamw", "sgd")
                .hasSize(18);
    }

    private void check(String backendName, String subject) {
        try (Backend backend = Backends.open(backendName, 2)) {
            switch (subject) {
                case "softmax_cross_entropy" -> checkLoss(backend, subject);
                case "simple" -> checkModel(backend, subject, WitnessModels.simple());
                case "complex" -> checkModel(backend, subject, WitnessModels.complex());
                case "adamw" -> checkOptimizer(backend, subject, adamW(subject));
                case "sgd" ->
                    checkOptimizer(
                            backend,
                            subject,
                            new Sgd(
                                    witness.number("sgd/learning_rate"),
                                    witness.number("sgd/momentum"),
                                    witness.number("sgd/weight_decay")));
                default -> checkLayer(backend, subject, layer(subject));
            }
        }
    }

    private Layer layer(String subject) {
        return switch (subject.substring(0, (subject + ".").indexOf('.'))) {
            case "conv2d" -> {
                Shape w = witness.shape(subject + "/w");
                yield new Conv2d(w.size(3), w.size(0), window(subject), witness.has(subject + "/b"));
            }
            case "convblock" -> {
                Shape w = witness.shape(subject + "/w");
                Pooling pooling = subject.endsWith("max") ? Pooling.MAX : Pooling.AVERAGE;
                yield new ConvBlock(w.size(3), w.size(0), window(subject), pooling);
            }
            case "linear" -> {
                Shape w = witness.shape(subject + "/w");
                yield new Linear(w.size(1), w.size(0));
            }
            case "avgpool" -> new AvgPool2d();
            case "maxpool" ->
                new MaxPool2d(witness.integer(subject + "/kernel_h"), witness.integer(subject + "/stride_h"));
            case "relu" -> new ReLU();
            default -> throw new IllegalArgumentException("no layer for the case " + subject);
        };
    }

    private Window window(String subject) {
        return new Window(
                witness.integer(subject + "/kernel_h"),
                witness.integer(subject + "/kernel_w"),
                witness.integer(subject + "/stride_h"),
                witness.integer(subject + "/stride_w"),
                witness.integer(subject + "/pad_h"),
                witness.integer(subject + "/pad_w"));
    }

    private void checkLayer(Backend backend, String subject, Layer layer) {
        Sequential model = Sequential.of(layer);
        model.allocate(backend);
        Map<String, String> names = Map.of("layers.0.weight", "w", "layers.0.bias", "b");
        model.parameters().forEach((name, parameter) -> set(parameter, subject + "/" + names.get(name)));
        try (Scope scope = Scope.open(backend)) {
            Tape tape = new Tape(scope);
            Tensor x = tensor(scope, subject + "/x");
            tape.watch(x);
            Tensor y = model.forward(ExecutionContext.recording(tape), x);
            Tensor dy = tensor(scope, subject + "/dy");
            assertEqual(subject + "/y", y);
            assertEqual(subject + "/dx", tape.gradient(y, dy, x));
            model.parameters()
                    .forEach((name, parameter) ->
                            assertEqual(subject + "/d" + names.get(name), tape.gradient(y, dy, parameter.value())));
        }
    }

    private void checkLoss(Backend backend, String subject) {
        try (Scope scope = Scope.open(backend)) {
            Tape tape = new Tape(scope);
            Tensor logits = tensor(scope, subject + "/logits");
            tape.watch(logits);
            int[] labels = witness.integers(subject + "/labels");
            Tensor loss = new SoftmaxCrossEntropy().forward(ExecutionContext.recording(tape), logits, labels);
            assertEqual(subject + "/loss", loss);
            assertEqual(subject + "/dlogits", tape.backward(loss).of(logits));
            Tensor probabilities = scope.allocate(logits.shape());
            SoftmaxSpec spec = new SoftmaxSpec(labels.length, logits.shape().size(1));
            backend.kernels().softmax(spec, logits.buffer(), probabilities.buffer());
            assertEqual(subject + "/probabilities", probabilities);
        }
    }

    private void checkModel(Backend backend, String subject, Sequential model) {
        model.allocate(backend);
        model.parameters().forEach((name, parameter) -> set(parameter, subject + "/" + name));
        AdamW optimizer = adamW(subject);
        int steps = witness.integer(subject + "/steps");
        float[] losses = new float[steps + 1];
        try (Scope scope = Scope.open(backend)) {
            for (int step = 0; step <= steps; step++) {
                scope.reset();
                Tape tape = new Tape(scope);
                ExecutionContext ctx = ExecutionContext.recording(tape);
                Tensor logits = model.forward(ctx, tensor(scope, subject + "/x"));
                Tensor loss = new SoftmaxCrossEntropy().forward(ctx, logits, witness.integers(subject + "/labels"));
                losses[step] = loss.item();
                tape.backward(loss);
                if (step == 0) {
                    assertEqual(subject + "/logits", logits);
                    model.parameters()
                            .forEach((name, parameter) -> assertEqual(subject + "/grad." + name, parameter.grad()));
                }
                if (step < steps) {
                    optimizer.step(model.arena());
                }
            }
        }
        assertEqual(subject + "/losses", losses);
        model.parameters().forEach((name, parameter) -> assertEqual(subject + "/after." + name, parameter.value()));
    }

    private void checkOptimizer(Backend backend, String subject, Optimizer optimizer) {
        Parameter parameter = new Parameter(witness.shape(subject + "/p"), (values, count, seed, position) -> {});
        try (ParameterArena arena = ParameterArena.allocate(backend, Map.of("p", parameter))) {
            set(parameter, subject + "/p");
            float[] gradients = witness.floats(subject + "/g");
            float[] after = new float[gradients.length];
            int length = Math.toIntExact(parameter.shape().length());
            for (int from = 0; from < gradients.length; from += length) {
                backend.memory()
                        .upload(gradients, from, parameter.gradientBuffer().buffer(), length);
                optimizer.step(arena);
                System.arraycopy(parameter.value().toArray(), 0, after, from, length);
            }
            assertEqual(subject + "/after", after);
        }
    }

    private AdamW adamW(String subject) {
        return new AdamW(
                witness.number(subject + "/learning_rate"),
                witness.number(subject + "/beta1"),
                witness.number(subject + "/beta2"),
                witness.number(subject + "/epsilon"),
                witness.number(subject + "/weight_decay"));
    }

    private void set(Parameter parameter, String name) {
        assertThat(parameter.shape()).as(name).isEqualTo(witness.shape(name));
        float[] values = witness.floats(name);
        Tensor target = parameter.value();
        target.buffer().memory().upload(values, 0, target.buffer(), values.length);
    }

    private Tensor tensor(Scope scope, String name) {
        return scope.tensor(witness.shape(name), witness.floats(name));
    }

    private void assertEqual(String name, Tensor actual) {
        assertThat(actual.shape()).as(name).isEqualTo(witness.shape(name));
        assertEqual(name, actual.toArray());
    }

    private void assertEqual(String name, float[] actual) {
        float[] expected = witness.floats(name);
        double allowed = Tolerance.WITNESS * (1 + Tolerance.scale(expected));
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("%s, element %d", name, i).isCloseTo(expected[i], within(allowed));
        }
    }
}
