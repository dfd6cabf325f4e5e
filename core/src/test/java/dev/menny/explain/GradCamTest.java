package dev.menny.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.autograd.ExecutionContext;
import dev.menny.autograd.Tape;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Philox;
import dev.menny.backend.TestBackends;
import dev.menny.backend.Tolerance;
import dev.menny.nn.AvgPool2d;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.MaxPool2d;
import dev.menny.nn.Normalize;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.nn.SoftmaxCrossEntropy;
import dev.menny.tensor.Parameter;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradCamTest {
    private static final Shape PICTURE = Shape.of(1, 8, 12, 3);
    private static final int CLASSES = 4;
    private static final int THREADS = 8;
    // In double precision, where nothing is rounded that matters.
    private static final double STEP = 1e-6;

    private final Backend reference = TestBackends.reference();

    @AfterEach
    void close() {
        reference.close();
    }

    /** Features of 2x3 with 6 channels before the head. */
    private static Sequential blocks() {
        return Sequential.of(
                new ConvBlock(3, 5, 3),
                new ConvBlock(5, 6, 3),
                new Dropout(0.5f),
                new Flatten(),
                new Linear(36, 7),
                new ReLU(),
                new Linear(7, CLASSES));
    }

    private static Sequential plainLayers() {
        return Sequential.of(
                new Normalize(0.5f, 0.25f),
                new Conv2d(3, 5, 3),
                new ReLU(),
                new AvgPool2d(),
                new Conv2d(5, 6, 3),
                new ReLU(),
                new MaxPool2d(),
                new Flatten(),
                new Linear(36, 7),
                new ReLU(),
                new Linear(7, CLASSES));
    }

    private static List<Sequential> models() {
        return List.of(blocks(), plainLayers());
    }

    private static float[] picture(long seed) {
        float[] pixels = new float[Math.toIntExact(PICTURE.length())];
        Philox.uniforms(seed, 0, pixels, pixels.length);
        return pixels;
    }

    private static HeatMap heat(Sequential model, Backend backend, float[] pixels, int classIndex) {
        try (Scope scope = Scope.open(backend)) {
            return GradCam.of(model, scope, scope.tensor(PICTURE, pixels), classIndex);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void isWhatDifferencesOfTheLogitGive(Sequential model) {
        model.initialize(reference, 5);
        boolean anyHeat = false;
        for (int classIndex = 0; classIndex < CLASSES; classIndex++) {
            double[] expected = expected(model, picture(1), classIndex);
            float[] heat = heat(model, reference, picture(1), classIndex).values();

            for (int place = 0; place < heat.length; place++) {
                assertThat((double) heat[place])
                        .as("class %d, place %d", classIndex, place)
                        .isCloseTo(expected[place], within(Tolerance.WITNESS));
                anyHeat |= heat[place] == 1;
            }
        }
        assertThat(anyHeat).isTrue();
    }

    /** From the definition: differences of a logit that is computed from the features in double precision. */
    private double[] expected(Sequential model, float[] pixels, int classIndex) {
        List<Parameter> head = List.copyOf(model.parameters().values());
        Head logit = new Head(head.subList(head.size() - 4, head.size()), classIndex);
        double[] features = features(model, pixels);
        int channels = 6;
        int places = features.length / channels;
        double[] heat = new double[places];
        for (int k = 0; k < channels; k++) {
            double mean = 0;
            for (int place = 0; place < places; place++) {
                mean += logit.slope(features, place * channels + k) / places;
            }
            for (int place = 0; place < places; place++) {
                heat[place] += mean * features[place * channels + k];
            }
        }
        double hottest = Math.max(0, Arrays.stream(heat).max().orElseThrow());
        return Arrays.stream(heat)
                .map(value -> hottest == 0 ? 0 : Math.max(0, value) / hottest)
                .toArray();
    }

    private double[] features(Sequential model, float[] pixels) {
        try (Scope scope = Scope.open(reference)) {
            Tensor y = scope.tensor(PICTURE, pixels);
            for (var layer : model.layers()) {
                if (layer instanceof Flatten) {
                    break;
                }
                y = layer.forward(ExecutionContext.inference(scope), y);
            }
            float[] values = y.toArray();
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }
    }

    /** Linear, ReLU, Linear, with nothing of the library but the weights. */
    private record Head(float[] w1, float[] b1, float[] w2, float[] b2, int classIndex) {
        Head(List<Parameter> parameters, int classIndex) {
            this(
                    parameters.get(0).value().toArray(),
                    parameters.get(1).value().toArray(),
                    parameters.get(2).value().toArray(),
                    parameters.get(3).value().toArray(),
                    classIndex);
        }

        double slope(double[] features, int index) {
            double[] up = features.clone();
            double[] down = features.clone();
            up[index] += STEP;
            down[index] -= STEP;
            return (logit(up) - logit(down)) / (2 * STEP);
        }

        private double logit(double[] features) {
            double sum = b2[classIndex];
            for (int hidden = 0; hidden < b1.length; hidden++) {
                double before = b1[hidden];
                for (int i = 0; i < features.length; i++) {
                    before += w1[hidden * features.length + i] * features[i];
                }
                sum += w2[classIndex * b1.length + hidden] * Math.max(0, before);
            }
            return sum;
        }
    }

    /** Two features: how bright a place is, and how dark. Class 0 likes it bright, class 1 dark. */
    @Test
    void liesWhereTheFeatureIs() {
        Sequential model = Sequential.of(new ConvBlock(1, 2, 1), new Flatten(), new Linear(2 * 2 * 3, 2));
        model.allocate(reference);
        set(model, "layers.0.weight", 1, -1);
        set(model, "layers.0.bias", 0, 1);
        set(model, "layers.2.weight", 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
        set(model, "layers.2.bias", 0, 0);
        float[] pixels = {
            0, 0, 0, 0, 1, 1, //
            0, 0, 0, 0, 1, 1, //
            0, 0, 0, 0, 0, 0, //
            0, 0, 1, 1, 0, 1, //
        };
        try (Scope scope = Scope.open(reference)) {
            Tensor x = scope.tensor(Shape.of(1, 4, 6, 1), pixels);

            assertThat(GradCam.of(model, scope, x, 0).values()).containsExactly(0, 0, 1, 0, 0.5f, 0.25f);
            assertThat(GradCam.of(model, scope, x, 1).values()).containsExactly(1, 1, 0, 1, 0.5f, 0.75f);
        }
    }

    @Test
    void whatSpeaksAgainstTheClassIsNoHeat() {
        Sequential model = Sequential.of(new Conv2d(1, 1, 1), new Flatten(), new Linear(4, 2));
        model.allocate(reference);
        set(model, "layers.0.weight", 1);
        set(model, "layers.0.bias", 0);
        set(model, "layers.2.weight", -1, -1, -1, -1, 1, 1, 1, 1);
        set(model, "layers.2.bias", 0, 0);
        try (Scope scope = Scope.open(reference)) {
            Tensor x = scope.tensor(Shape.of(1, 2, 2, 1), 1, 2, 0, 4);

            assertThat(GradCam.of(model, scope, x, 0).values()).containsExactly(0, 0, 0, 0);
            assertThat(GradCam.of(model, scope, x, 1).values()).containsExactly(0.25f, 0.5f, 0, 1);
            assertThat(GradCam.of(model, scope, x, 1).at(0, 1)).isEqualTo(0.5f);
        }
    }

    private void set(Sequential model, String name, float... values) {
        Tensor tensor = model.parameters().get(name).value();
        assertThat(tensor.shape().length()).isEqualTo(values.length);
        reference.memory().upload(values, 0, tensor.buffer(), values.length);
    }

    private static List<String> everyBackend() {
        return TestBackends.all();
    }

    @ParameterizedTest
    @MethodSource("everyBackend")
    void manyThreadsGetWhatOneGetsAndTouchNoParametersGradient(String name) throws Exception {
        try (Backend backend = Backends.open(name, 2);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            Sequential model = blocks().initialize(backend, 5);
            train(model, backend);
            List<int[]> before = gradientBits(model);
            List<HeatMap> alone = explainAll(model, backend);
            CountDownLatch start = new CountDownLatch(THREADS);
            List<Future<List<HeatMap>>> answers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                answers.add(threads.submit(() -> {
                    start.countDown();
                    start.await();
                    return explainAll(model, backend);
                }));
            }

            for (Future<List<HeatMap>> answer : answers) {
                assertThat(answer.get())
                        .usingElementComparator((one, other) -> Arrays.compare(one.values(), other.values()))
                        .isEqualTo(alone);
            }
            assertThat(gradientBits(model)).usingRecursiveComparison().isEqualTo(before);
            assertThat(alone.stream().flatMapToDouble(GradCamTest::values).max())
                    .hasValue(1);
        }
    }

    private static DoubleStream values(HeatMap map) {
        float[] values = map.values();
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]);
    }

    private static void train(Sequential model, Backend backend) {
        try (Scope scope = Scope.open(backend)) {
            Tape tape = new Tape(scope);
            Tensor logits = model.forward(ExecutionContext.recording(tape), scope.tensor(PICTURE, picture(9)));
            tape.backward(new SoftmaxCrossEntropy().forward(ExecutionContext.recording(tape), logits, 2));
            // Gradients that are factors as long as the scope is open become plain ones.
            model.parameters().values().forEach(Parameter::grad);
        }
    }

    private static List<int[]> gradientBits(Sequential model) {
        return model.parameters().values().stream()
                .map(parameter -> parameter.grad().toArray())
                .map(gradient -> IntStream.range(0, gradient.length)
                        .map(i -> Float.floatToRawIntBits(gradient[i]))
                        .toArray())
                .toList();
    }

    private static List<HeatMap> explainAll(Sequential model, Backend backend) {
        return IntStream.range(0, 3 * CLASSES)
                .mapToObj(i -> heat(model, backend, picture(i), i % CLASSES))
                .toList();
    }

    @Test
    void aModelThatNeverTrainedGetsNoMemoryForGradients() {
        Sequential model = blocks().initialize(reference, 5);

        heat(model, reference, picture(1), 0);

        model.parameters()
                .values()
                .forEach(parameter -> assertThatThrownBy(parameter::grad).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void saysWhichModelsShowNothing() {
        for (Sequential model : List.of(
                Sequential.of(new Flatten(), new Linear(8 * 12 * 3, 2)),
                Sequential.of(new Normalize(0.5f, 0.25f), new Flatten(), new Linear(8 * 12 * 3, 2)),
                Sequential.of(new Conv2d(3, 2, 3)))) {
            model.initialize(reference, 1);
            assertThatThrownBy(() -> heat(model, reference, picture(1), 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("this model shows nothing of where it looks: it needs a convolution, and after it a"
                            + " layer without height and width such as Flatten");
        }
    }

    @Test
    void saysWhatItCannotExplain() {
        Sequential model = blocks().initialize(reference, 5);
        try (Scope scope = Scope.open(reference)) {
            Tensor two = scope.allocate(PICTURE.withBatch(2));
            assertThatThrownBy(() -> GradCam.of(model, scope, two, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("one picture is explained at a time, expected [N=1,H,W,C], got [N=2,H=8,W=12,C=3]");
        }
        for (int stranger : new int[] {-1, CLASSES}) {
            assertThatThrownBy(() -> heat(model, reference, picture(1), stranger))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the model has the classes 0 to 3, got " + stranger);
        }
    }

    @Test
    void spoiltWeightsExplainNothing() {
        for (String name : blocks().parameters().keySet()) {
            for (float spoilt : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
                Sequential model = blocks().initialize(reference, 5);
                reference
                        .memory()
                        .upload(
                                new float[] {spoilt},
                                0,
                                model.parameters().get(name).value().buffer(),
                                1);
                assertThatThrownBy(() -> heat(model, reference, picture(1), 0))
                        .as("%s in %s", spoilt, name)
                        .isInstanceOf(NonFiniteException.class)
                        .hasMessageEndingWith("holds NaN or infinity: the model's weights are spoilt");
            }
        }
    }
}
