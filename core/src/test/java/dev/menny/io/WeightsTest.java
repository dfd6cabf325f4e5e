package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.DeviceBuffer;
import dev.menny.nn.ConvBlock;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    @TempDir
    Path folder;

    private Path file;
    private Backend backend;

    @BeforeEach
    void open() {
        file = folder.resolve("w.safetensors");
        backend = Backends.open("reference");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    /** All parameters as raw bits, since a NaN equals nothing and -0 equals 0. */
    private static Map<String, List<Integer>> bits(Sequential model) {
        Map<String, List<Integer>> bits = new LinkedHashMap<>();
        model.parameters().forEach((name, parameter) -> {
            float[] values = parameter.value().toArray();
            Integer[] raw = new Integer[values.length];
            Arrays.setAll(raw, i -> Float.floatToRawIntBits(values[i]));
            bits.put(name, List.of(raw));
        });
        return bits;
    }

    private static Sequential small() {
        return Sequential.of(new ConvBlock(1, 2, 3), new Flatten(), new Linear(8, 2));
    }

    private static ModelCard smallCard() {
        return new ModelCard(List.of("a", "b"), new Preprocessing(4, 4, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.safetensors", "w.npz", "w"})
    void aModelComesBackBitForBitWithItsCard(String name) throws IOException {
        file = folder.resolve(name);
        Sequential model = Samples.initialized(backend, 7);
        DeviceBuffer bias = model.parameters().get("layers.8.bias").value().buffer();
        float[] odd = {-0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE};
        backend.memory().upload(odd, 0, bias, odd.length);
        Weights.save(model, Samples.card(), file);

        try (SavedModel loaded = Weights.load(file, backend)) {
            assertThat(loaded.card()).isEqualTo(Samples.card());
            assertThat(loaded.card().classes().get(3)).isEqualTo("猫 🐈 naïve");
            assertThat(loaded.model().configs()).isEqualTo(model.configs());
            assertThat(bits(loaded.model())).isEqualTo(bits(model));
        }
    }

    @Test
    void describesAModelWithoutItsWeights() throws IOException {
        Weights.save(Samples.initialized(backend, 7), Samples.card(), file);

        ModelDescription description = Weights.describe(file);

        assertThat(description.card()).isEqualTo(Samples.card());
        assertThat(description.model().configs()).isEqualTo(Samples.everyLayer().configs());
        Shape input = description.card().preprocessing().shape(1);
        assertThat(description.model().summary(input).parameters())
                .isEqualTo(Samples.everyLayer().parameterCount());
    }

    /** Other programs read these names. */
    @Test
    void writesTheNamesThatOtherProgramsKnow() throws IOException {
        Weights.save(small().initialize(backend, 7), smallCard(), file);

        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            assertThat(reader.tensors().keySet())
                    .containsExactly("layers.0.weight", "layers.0.bias", "layers.2.weight", "layers.2.bias");
            assertThat(reader.metadata())
                    .containsEntry("menny.format", "1")
                    .containsEntry("menny.classes", "[\"a\",\"b\"]")
                    .containsEntry(
                            "menny.preprocessing",
                            "{\"height\":4,\"width\":4,\"channels\":1,\"centre\":1.0,\"fit\":\"crop\"}")
                    .containsEntry("menny.notes", "{}");
            assertThat(reader.metadata().get("menny.layers"))
                    .contains("{\"type\":\"Linear\",\"options\":{\"in\":8,\"out\":2,\"bias\":true}}");
        }
    }

    @Test
    void readsIntoAModelOfTheSameArchitecture() throws IOException {
        Sequential saved = small().initialize(backend, 1);
        Weights.save(saved, smallCard(), file);
        Sequential other = small().initialize(backend, 2);

        Weights.loadInto(other, file);

        assertThat(bits(other)).isEqualTo(bits(saved));
    }

    @Test
    void aFileWithMoreThanTheLayersIsStillAFileOfWeights() throws IOException {
        Sequential saved = small().initialize(backend, 1);
        Weights.writer(saved, smallCard())
                .tensor("optimizer.0", Shape.of(1), new float[1])
                .write(file);

        try (SavedModel loaded = Weights.load(file, backend)) {
            assertThat(bits(loaded.model())).isEqualTo(bits(saved));
        }
    }

    @Test
    void namesTheFirstTensorOfAnotherArchitectureAndLeavesTheModelAlone() throws IOException {
        Sequential model = small().initialize(backend, 1);
        Map<String, List<Integer>> before = bits(model);
        Linear other = new Linear(8, 3);
        Sequential wider = Sequential.of(new ConvBlock(1, 2, 3), new Flatten(), other);
        Weights.save(
                wider.initialize(backend, 2), new ModelCard(List.of("a", "b", "c"), new Preprocessing(4, 4, 1)), file);

        assertOtherModel(model, "tensor 'layers.2.weight' has the shape [3, 8], the model wants [2, 8]");
        assertThat(bits(model)).isEqualTo(before);
    }

    @Test
    void namesAMissingTensor() throws IOException {
        Sequential model = small().initialize(backend, 1);
        new SafeTensorsWriter()
                .tensor("layers.0.weight", Shape.of(2, 3, 3, 1), new float[18])
                .tensor("layers.2.weight", Shape.of(1), new float[1])
                .write(file);

        assertOtherModel(model, "tensor 'layers.0.bias' is missing");
    }

    @Test
    void namesATensorTooMany() throws IOException {
        Sequential model = small().initialize(backend, 1);
        Weights.writer(model, smallCard())
                .tensor("layers.3.weight", Shape.of(1), new float[1])
                .write(file);

        assertOtherModel(model, "tensor 'layers.3.weight' is in the file, the model has none of that name");
    }

    private void assertOtherModel(Sequential model, String difference) {
        assertThatThrownBy(() -> Weights.loadInto(model, file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": these are weights of another model: " + difference);
    }

    @Test
    void namesTheFirstTensorOfAnotherArchitectureInAnNpzFileToo() throws IOException {
        file = folder.resolve("w.npz");
        Sequential model = small().initialize(backend, 1);
        Sequential wider = Sequential.of(new ConvBlock(1, 2, 3), new Flatten(), new Linear(8, 3));
        Sequential longer =
                Sequential.of(new ConvBlock(1, 2, 3), new Flatten(), new Linear(8, 2), new ReLU(), new Linear(2, 2));
        Weights.save(
                wider.initialize(backend, 2), new ModelCard(List.of("a", "b", "c"), new Preprocessing(4, 4, 1)), file);
        assertOtherModel(model, "tensor 'layers.4.weight' has the shape [3, 8], the model wants [2, 8]");

        Weights.save(longer.initialize(backend, 2), smallCard(), file);
        assertOtherModel(model, "tensor 'layers.6.weight' is in the file, the model has none of that name");

        Weights.save(model, smallCard(), file);
        Weights.loadInto(model, file);
    }

    private Sequential threeLayers(int classes, long seed) {
        return Sequential.of(
                        new ConvBlock(1, 2, 3), new Flatten(), new Linear(8, 4), new ReLU(), new Linear(4, classes))
                .initialize(backend, seed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.safetensors", "w.npz"})
    void aNewTrainingBeginsWithOldWeightsAndANewLastLayer(String name) throws IOException {
        file = folder.resolve(name);
        Sequential old = threeLayers(2, 1);
        Weights.save(old, smallCard(), file);
        Sequential model = threeLayers(5, 2);
        Map<String, List<Integer>> first = bits(model);

        InitialWeights taken = Weights.initialize(model, file);

        assertThat(taken).isEqualTo(new InitialWeights("layers.4", 2, 5, List.of("layers.4.weight", "layers.4.bias")));
        Map<String, List<Integer>> expected = new LinkedHashMap<>(bits(old));
        expected.put("layers.4.weight", first.get("layers.4.weight"));
        expected.put("layers.4.bias", first.get("layers.4.bias"));
        assertThat(bits(model)).isEqualTo(expected);
        assertThat(expected.get("layers.4.weight")).isNotEqualTo(bits(old).get("layers.4.weight"));
    }

    @Test
    void aNewTrainingTakesAllWhereAllAgrees() throws IOException {
        Sequential old = threeLayers(2, 1);
        Weights.save(old, smallCard(), file);
        Sequential model = threeLayers(2, 2);

        assertThat(Weights.initialize(model, file)).isEqualTo(new InitialWeights("layers.4", 2, 2, List.of()));
        assertThat(bits(model)).isEqualTo(bits(old));
    }

    @Test
    void aNewTrainingRefusesWeightsThatDifferBeforeTheLastLayer() throws IOException {
        Sequential other =
                Sequential.of(new ConvBlock(1, 2, 3), new Flatten(), new Linear(8, 3), new ReLU(), new Linear(3, 2));
        Weights.save(other.initialize(backend, 1), smallCard(), file);
        Sequential model = threeLayers(5, 2);
        Map<String, List<Integer>> first = bits(model);

        assertThatThrownBy(() -> Weights.initialize(model, file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": these are weights of another model:"
                        + " tensor 'layers.2.weight' has the shape [3, 8], the model wants [4, 8]");
        assertThat(bits(model)).isEqualTo(first);

        new SafeTensorsWriter()
                .tensor("layers.0.weight", Shape.of(2, 3, 3, 1), new float[18])
                .tensor("layers.0.bias", Shape.of(2), new float[2])
                .tensor("layers.2.weight", Shape.of(4, 8), new float[32])
                .tensor("layers.2.bias", Shape.of(4), new float[4])
                .tensor("layers.4.weight", Shape.of(9, 5), new float[45])
                .tensor("layers.4.bias", Shape.of(9), new float[9])
                .write(file);
        assertThatThrownBy(() -> Weights.initialize(model, file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": these are weights of another model:"
                        + " tensor 'layers.4.weight' has the shape [9, 5], the model wants [5, 4]");
        assertThat(bits(model)).isEqualTo(first);
    }

    @Test
    void refusesToSaveWhatCouldNotPredict() {
        Sequential model = small().initialize(backend, 1);
        ModelCard threeClasses = new ModelCard(List.of("a", "b", "c"), new Preprocessing(4, 4, 1));
        ModelCard otherPictures = new ModelCard(List.of("a", "b"), new Preprocessing(4, 4, 3));

        assertThatThrownBy(() -> Weights.save(model, threeClasses, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the layers give [1,2] for a picture, 3 classes need [1,3]");
        assertThatThrownBy(() -> Weights.save(model, otherPictures, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("layers.0: [conv2d] expected input [N,H,W,C=1]");
        assertThatThrownBy(() -> Weights.save(small(), smallCard(), file)).isInstanceOf(IllegalStateException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesACardThatCannotBe() {
        Preprocessing pictures = new Preprocessing(4, 4, 1);

        assertThatThrownBy(() -> new ModelCard(List.of("a", "a"), pictures))
                .hasMessage("a model needs classes, no two alike, got [a, a]");
        assertThatThrownBy(() -> new ModelCard(List.of(), pictures)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Preprocessing(0, 4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Preprocessing(4, 4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Preprocessing(30_000, 30_000, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
