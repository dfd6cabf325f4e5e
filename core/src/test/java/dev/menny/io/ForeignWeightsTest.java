package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.autograd.ExecutionContext;
import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Window;
import dev.menny.nn.Conv2d;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignWeightsTest {
    // Sizes that are all different, so that no two axes can be mistaken for each other.
    private static final int CHANNELS = 2;
    private static final int HEIGHT = 8;
    private static final int WIDTH = 12;
    private static final int FILTERS = 5;
    private static final int FEATURES = 7;
    private static final int CLASSES = 4;
    private static final Shape PICTURE = Shape.of(1, HEIGHT, WIDTH, CHANNELS);

    @TempDir
    Path folder;

    private Path file;
    private Backend backend;

    @BeforeEach
    void open() {
        file = folder.resolve("foreign.safetensors");
        backend = Backends.open("reference");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Sequential network() {
        return Sequential.of(
                        new ConvBlock(CHANNELS, FILTERS, 3),
                        new Dropout(0.5f),
                        new Flatten(),
                        new Linear(FILTERS * HEIGHT / 2 * WIDTH / 2, FEATURES),
                        new ReLU(),
                        new Linear(FEATURES, CLASSES))
                .initialize(backend, 1);
    }

    /** Whole numbers from -3 to 3, with which float32 makes no rounding errors. */
    private static float[] whole(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextInt(-3, 4);
        }
        return values;
    }

    /** The weights of the network above as PyTorch holds them, channels first. */
    private record TorchNetwork(float[] w1, float[] b1, float[] w2, float[] b2, float[] w3, float[] b3) {
        static TorchNetwork random() {
            return new TorchNetwork(
                    whole(FILTERS * CHANNELS * 9, 1),
                    whole(FILTERS, 2),
                    whole(FEATURES * FILTERS * HEIGHT / 2 * WIDTH / 2, 3),
                    whole(FEATURES, 4),
                    whole(CLASSES * FEATURES, 5),
                    whole(CLASSES, 6));
        }

        /** Convolution, ReLU, 2x2 average, flatten, linear, ReLU, linear over {@code [C,H,W]}, as textbooks have them. */
        float[] logits(float[] picture) {
            float[][][] rectified = new float[FILTERS][HEIGHT][WIDTH];
            for (int k = 0; k < FILTERS; k++) {
                for (int h = 0; h < HEIGHT; h++) {
                    for (int w = 0; w < WIDTH; w++) {
                        rectified[k][h][w] = Math.max(0, convolved(picture, k, h, w));
                    }
                }
            }
            float[] flat = new float[FILTERS * HEIGHT / 2 * WIDTH / 2];
            int next = 0;
            for (float[][] plane : rectified) {
                for (int h = 0; h < HEIGHT; h += 2) {
                    for (int w = 0; w < WIDTH; w += 2) {
                        float sum = plane[h][w] + plane[h][w + 1] + plane[h + 1][w] + plane[h + 1][w + 1];
                        flat[next++] = sum / 4;
                    }
                }
            }
            float[] hidden = linear(flat, w2, b2);
            for (int i = 0; i < hidden.length; i++) {
                hidden[i] = Math.max(0, hidden[i]);
            }
            return linear(hidden, w3, b3);
        }

        private float convolved(float[] picture, int k, int h, int w) {
            float sum = b1[k];
            for (int c = 0; c < CHANNELS; c++) {
                for (int r = 0; r < 3; r++) {
                    for (int s = 0; s < 3; s++) {
                        int y = h + r - 1;
                        int x = w + s - 1;
                        if (y >= 0 && y < HEIGHT && x >= 0 && x < WIDTH) {
                            sum += picture[(c * HEIGHT + y) * WIDTH + x] * w1[((k * CHANNELS + c) * 3 + r) * 3 + s];
                        }
                    }
                }
            }
            return sum;
        }

        private static float[] linear(float[] x, float[] w, float[] b) {
            float[] y = b.clone();
            for (int o = 0; o < y.length; o++) {
                for (int i = 0; i < x.length; i++) {
                    y[o] += x[i] * w[o * x.length + i];
                }
            }
            return y;
        }

        void write(Path file, String conv, String hidden, String last) throws IOException {
            // Linear layers first: the order in the file says nothing.
            new SafeTensorsWriter()
                    .metadata("format", "pt")
                    .tensor(last + "bias", Shape.of(CLASSES), b3)
                    .tensor(last + "weight", Shape.of(CLASSES, FEATURES), w3)
                    .tensor(hidden + "bias", Shape.of(FEATURES), b2)
                    .tensor(hidden + "weight", Shape.of(FEATURES, FILTERS * HEIGHT / 2 * WIDTH / 2), w2)
                    .tensor(conv + "weight", Shape.of(FILTERS, CHANNELS, 3, 3), w1)
                    .tensor(conv + "bias", Shape.of(FILTERS), b1)
                    .write(file);
        }
    }

    private float[] logits(Sequential model, float[] channelsFirst) {
        float[] picture = new float[channelsFirst.length];
        for (int i = 0; i < picture.length; i++) {
            int channel = i / (HEIGHT * WIDTH);
            picture[i % (HEIGHT * WIDTH) * CHANNELS + channel] = channelsFirst[i];
        }
        try (Scope scope = Scope.open(backend)) {
            return model.forward(ExecutionContext.inference(scope), scope.tensor(PICTURE, picture))
                    .toArray();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conv1., fc1., fc2.",
        "features.0., classifier.1., classifier.10.",
        "0., 4., 12.",
        "layers.0., layers.5., layers.11.",
        "'', head.2., head.10."
    })
    void aNetworkOfPyTorchComputesTheSameHere(String conv, String hidden, String last) throws IOException {
        TorchNetwork torch = TorchNetwork.random();
        torch.write(file, conv, hidden, last);
        Sequential model = network();

        assertThat(ForeignWeights.loadInto(model, PICTURE, file, Layout.AUTO)).isEqualTo(Layout.PYTORCH);

        for (int seed = 10; seed < 20; seed++) {
            float[] picture = whole(CHANNELS * HEIGHT * WIDTH, seed);
            assertThat(logits(model, picture)).isEqualTo(torch.logits(picture));
        }
    }

    @ParameterizedTest
    @CsvSource({"foreign.npz, l1., l2., l10.", "foreign.npz, layers.1., layers.4., layers.7.", "f, conv., a., b."})
    void weightsWithChannelsLastAreTakenAsTheyAre(String name, String conv, String hidden, String last)
            throws IOException {
        file = folder.resolve(name);
        Sequential original = network();
        String[] prefixes = {conv, hidden, last};
        NpzWriter npz = new NpzWriter(Map.of("format", "mlx"));
        SafeTensorsWriter safetensors = new SafeTensorsWriter();
        int i = 0;
        for (var parameter : original.parameters().entrySet()) {
            String key = prefixes[i++ / 2]
                    + parameter.getKey().substring(parameter.getKey().lastIndexOf('.') + 1);
            Shape shape = parameter.getValue().shape();
            npz.array(key, shape, parameter.getValue().value().buffer());
            safetensors.tensor(key, shape, parameter.getValue().value().buffer());
        }
        if (name.endsWith(".npz")) {
            npz.write(file);
        } else {
            safetensors.write(file);
        }
        Sequential model = Sequential.fromConfigs(original.configs()).initialize(backend, 99);

        assertThat(ForeignWeights.loadInto(model, PICTURE, file, Layout.AUTO)).isEqualTo(Layout.MLX);

        original.parameters()
                .forEach((key, parameter) -> assertThat(
                                model.parameters().get(key).value().toArray())
                        .isEqualTo(parameter.value().toArray()));
    }

    /** Only 3x3 kernels over 3 channels: the shape is the same in both layouts, the values are not. */
    @Test
    void asksForTheLayoutWhereShapesDoNotTellIt() throws IOException {
        Shape picture = Shape.of(1, 4, 4, 3);
        new SafeTensorsWriter()
                .tensor("conv.weight", Shape.of(2, 3, 3, 3), whole(54, 1))
                .write(file);
        Sequential model =
                Sequential.of(new Conv2d(3, 2, Window.of(3, 3), false)).initialize(backend, 1);

        assertThatThrownBy(() -> ForeignWeights.loadInto(model, picture, file, Layout.AUTO))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": the shapes fit PyTorch's layout and MLX's: say which it is"
                        + " (--layout pytorch for channels first, --layout mlx for channels last)");

        ForeignWeights.loadInto(model, picture, file, Layout.MLX);
        float[] weight = model.parameters().get("layers.0.weight").value().toArray();
        assertThat(weight).isEqualTo(whole(54, 1));
        ForeignWeights.loadInto(model, picture, file, Layout.PYTORCH);
        float[] permuted = model.parameters().get("layers.0.weight").value().toArray();
        for (int i = 0; i < 54; i++) {
            int filter = i / 27;
            int place = i % 27 / 3;
            int channel = i % 3;
            assertThat(permuted[i]).isEqualTo(weight[filter * 27 + channel * 9 + place]);
        }
    }

    @Test
    void asksForNoLayoutWhereItMakesNoDifference() throws IOException {
        new SafeTensorsWriter().tensor("weight", Shape.of(2, 16), whole(32, 1)).write(file);
        Sequential model =
                Sequential.of(new Flatten(), new Linear(16, 2, false)).initialize(backend, 1);

        ForeignWeights.loadInto(model, Shape.of(1, 4, 4, 1), file, Layout.AUTO);

        assertThat(model.parameters().get("layers.1.weight").value().toArray()).isEqualTo(whole(32, 1));
    }

    /** Rows of 1.5 million columns do not fit the pieces in which files are read. */
    @Test
    void permutesRowsOfAnyLength() throws IOException {
        int plane = 1 << 19;
        float[] values = new float[2 * 3 * plane];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        new SafeTensorsWriter()
                .tensor("fc.weight", Shape.of(2, 3 * plane), values)
                .write(file);
        Sequential model =
                Sequential.of(new Flatten(), new Linear(3 * plane, 2, false)).initialize(backend, 1);

        ForeignWeights.loadInto(model, Shape.of(1, 512, 1024, 3), file, Layout.PYTORCH);

        float[] permuted = model.parameters().get("layers.1.weight").value().toArray();
        for (int i = 0; i < permuted.length; i++) {
            int row = i / (3 * plane);
            int column = i % (3 * plane);
            int expected = row * 3 * plane + column % 3 * plane + column / 3;
            if (permuted[i] != expected) {
                assertThat(permuted[i]).as("value %d", i).isEqualTo(expected);
            }
        }
    }

    static Stream<Arguments> mismatches() {
        int flat = FILTERS * HEIGHT / 2 * WIDTH / 2;
        Shape conv = Shape.of(FILTERS, CHANNELS, 3, 3);
        Shape hidden = Shape.of(FEATURES, flat);
        return Stream.of(
                Arguments.of(
                        "conv.weight",
                        Shape.of(FILTERS, CHANNELS, 5, 5),
                        "tensor 'conv.weight' has the shape [5, 2, 5, 5], layers.0.weight wants [5, 2, 3, 3]"
                                + " or [5, 3, 3, 2]"),
                Arguments.of(
                        "fc1.weight",
                        Shape.of(flat, FEATURES),
                        "tensor 'fc1.weight' has the shape [120, 7], layers.3.weight wants [7, 120]"),
                Arguments.of("conv.bias", null, "tensor 'conv.bias' is missing: layers.0 has a bias"),
                Arguments.of("conv.bias", Shape.of(4), "tensor 'conv.bias' has the shape [4], layers.0.bias wants [5]"),
                Arguments.of("fc2.weight", null, "tensor 'fc2.weight' is missing, a bias of that name is there"),
                Arguments.of(
                        "conv2.weight",
                        conv,
                        "tensor 'conv2.weight' has the shape [5, 2, 3, 3] and no place:"
                                + " the file has 2 convolutions, the model 1"),
                Arguments.of(
                        "fc3.weight",
                        hidden,
                        "tensor 'fc3.weight' has the shape [7, 120] and no place:"
                                + " the file has 3 linear layers, the model 2"),
                Arguments.of(
                        "bn.weight",
                        Shape.of(FILTERS),
                        "tensor 'bn.weight' has the shape [5]: only convolutions, with four axes, and linear layers,"
                                + " with two, are read"),
                Arguments.of(
                        "bn.running_mean",
                        Shape.of(FILTERS),
                        "tensor 'bn.running_mean' is neither a weight nor a bias:"
                                + " only convolutions and linear layers are read"));
    }

    @ParameterizedTest
    @MethodSource("mismatches")
    void namesTheFirstTensorThatDiffers(String name, @Nullable Shape shape, String message) throws IOException {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("conv.weight", Shape.of(FILTERS, CHANNELS, 3, 3));
        shapes.put("conv.bias", Shape.of(FILTERS));
        shapes.put("fc1.weight", Shape.of(FEATURES, FILTERS * HEIGHT / 2 * WIDTH / 2));
        shapes.put("fc1.bias", Shape.of(FEATURES));
        shapes.put("fc2.weight", Shape.of(CLASSES, FEATURES));
        shapes.put("fc2.bias", Shape.of(CLASSES));
        if (shape == null) {
            shapes.remove(name);
        } else {
            shapes.put(name, shape);
        }
        assertRefused(shapes, message);
    }

    @Test
    void namesTheLayerForWhichThereIsNone() throws IOException {
        assertRefused(
                Map.of("fc1.weight", Shape.of(FEATURES, 120), "fc1.bias", Shape.of(FEATURES)),
                "there is no tensor for layers.0.weight, [5, 2, 3, 3] or [5, 3, 3, 2]:"
                        + " the file has 0 convolutions, the model 1");
        assertRefused(
                Map.of("c.weight", Shape.of(FILTERS, CHANNELS, 3, 3), "c.bias", Shape.of(FILTERS)),
                "there is no tensor for layers.3.weight, [7, 120]: the file has 0 linear layers, the model 2");
    }

    @Test
    void refusesABiasThatTheModelHasNoPlaceFor() throws IOException {
        new SafeTensorsWriter()
                .tensor("fc.weight", Shape.of(2, 4), new float[8])
                .tensor("fc.bias", Shape.of(2), new float[2])
                .write(file);
        Sequential model = Sequential.of(new Linear(4, 2, false)).initialize(backend, 1);

        assertThatThrownBy(() -> ForeignWeights.loadInto(model, Shape.of(1, 4), file, Layout.AUTO))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": tensor 'fc.bias' has no place: layers.0 has no bias");
    }

    private void assertRefused(Map<String, Shape> shapes, String message) throws IOException {
        SafeTensorsWriter writer = new SafeTensorsWriter();
        shapes.forEach((name, shape) -> writer.tensor(name, shape, new float[(int) shape.length()]));
        writer.write(file);
        Sequential model = network();
        float[] before = model.parameters().get("layers.0.weight").value().toArray();

        assertThatThrownBy(() -> ForeignWeights.loadInto(model, PICTURE, file, Layout.AUTO))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": " + message);
        assertThat(model.parameters().get("layers.0.weight").value().toArray()).isEqualTo(before);
        Files.delete(file);
    }
}
