package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.Pooling;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    @TempDir
    Path folder;

    private Path file;
    private Backend backend;

    @BeforeEach
    void open() {
        file = folder.resolve("w.npz");
        backend = Backends.open("reference");
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private static Path copyOf(String fixture, Path folder) throws IOException {
        Path copy = folder.resolve(fixture);
        try (InputStream bytes = Objects.requireNonNull(NpzTest.class.getResourceAsStream(fixture))) {
            Files.copy(bytes, copy);
        }
        return copy;
    }

    /** What {@code core/src/test/witness/npz} puts into an array: value i is i / 4 - 1. */
    private static float[] ramp(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i / 4f - 1;
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy.npz", "numpy-compressed.npz", "versions.npz", "mlx.npz"})
    void readsWhatOtherProgramsWrite(String fixture) throws IOException {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("conv.weight", List.of(2L, 3L, 4L, 5L));
        shapes.put("conv.bias", List.of(2L));
        shapes.put("fc.weight", List.of(3L, 7L));
        shapes.put("scale", List.of());
        shapes.put("column", List.of(6L, 1L));
        if (!fixture.equals("mlx.npz")) { // which writes no empty arrays
            shapes.put("none", List.of(0L, 3L));
        }
        try (TensorFile arrays = TensorFile.open(copyOf(fixture, folder))) {
            assertThat(arrays).isInstanceOf(NpzReader.class);
            assertThat(arrays.shapes()).containsExactlyEntriesOf(shapes);
            assertThat(arrays.metadata()).isEmpty();
            for (Map.Entry<String, List<Long>> entry : shapes.entrySet()) {
                int length = entry.getValue().stream().mapToInt(Long::intValue).reduce(1, (a, b) -> a * b);
                assertThat(arrays.read(entry.getKey())).as(entry.getKey()).isEqualTo(ramp(length));
            }
        }
    }

    @Test
    void saysHowToSaveWhatItCannotRead() throws IOException {
        Path columns = copyOf("columns.npz", folder);
        Path wide = copyOf("double.npz", folder);

        assertThatThrownBy(() -> TensorFile.open(columns))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(columns + ": tensor 'table' lies column by column (fortran_order):"
                        + " save np.ascontiguousarray of it");
        assertThatThrownBy(() -> TensorFile.open(wide))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(wide + ": tensor 'table' has the type '<f8', only '<f4' can be read:"
                        + " save it with .astype('float32')");
    }

    /** The JDK's reader of archives and the published layout of npy, as a judge that knows nothing of ours. */
    @Test
    void writesAnArchiveOfNpyArrays() throws IOException {
        try (Scope scope = Scope.open(backend)) {
            Tensor a = scope.tensor(Shape.of(2, 1), new float[] {1, -2});
            Tensor b = scope.tensor(Shape.of(1), new float[] {0.5f});
            new NpzWriter(Map.of("menny.k", "v"))
                    .array("a", a.shape(), a.buffer())
                    .array("b", b.shape(), b.buffer())
                    .write(file);
        }

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.getComment()).isEqualTo("{\"menny.k\":\"v\"}");
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactly("a.npy", "b.npy");
            assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
            byte[] array = zip.getInputStream(zip.getEntry("a.npy")).readAllBytes();
            assertThat(array).hasSize(128 + 8);
            assertThat(new String(array, 1, 127, StandardCharsets.ISO_8859_1))
                    .isEqualTo("NUMPY\u0001\u0000v\u0000"
                            + "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }" + " ".repeat(58) + "\n");
            assertThat(Arrays.copyOfRange(array, 128, 136)).containsExactly(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("b.npy")).readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains("'shape': (1,), }");
        }
    }

    @Test
    void namesTensorsAsAnEqualModelOfMlxDoes() throws IOException {
        Sequential model = MennyModels.simple(Shape.of(1, 8, 8, 3), 2, Pooling.AVERAGE, 0.2f);
        ModelCard card = new ModelCard(List.of("a", "b"), new Preprocessing(8, 8, 3));
        Weights.save(model.initialize(backend, 1), card, file);

        // 0 convolution, 1 ReLU, 2 pool, 3 convolution, 4 ReLU, 5 pool, 6 flatten, 7 linear, 8 ReLU, 9 dropout, 10
        // linear
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        shapes.put("layers.0.weight", List.of(16L, 3L, 3L, 3L));
        shapes.put("layers.0.bias", List.of(16L));
        shapes.put("layers.3.weight", List.of(32L, 3L, 3L, 16L));
        shapes.put("layers.3.bias", List.of(32L));
        shapes.put("layers.7.weight", List.of(128L, 128L));
        shapes.put("layers.7.bias", List.of(128L));
        shapes.put("layers.10.weight", List.of(2L, 128L));
        shapes.put("layers.10.bias", List.of(2L));
        try (TensorFile arrays = TensorFile.open(file)) {
            assertThat(arrays.shapes()).containsExactlyEntriesOf(shapes);
            assertThat(arrays.read("layers.7.weight"))
                    .isEqualTo(model.parameters().get("layers.3.weight").value().toArray());
        }
    }

    @Test
    void convertsToSafetensorsAndBackBitForBit() throws IOException {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        Path again = folder.resolve("again.npz");
        Weights.save(Samples.initialized(backend, 7), Samples.card(), first);
        resave(first, file);
        resave(file, second);
        resave(second, again);

        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(again).hasSameBinaryContentAs(file);
        assertThat(Weights.describe(file).card()).isEqualTo(Samples.card());
    }

    private void resave(Path from, Path to) throws IOException {
        try (SavedModel model = Weights.load(from, backend)) {
            Weights.save(model.model(), model.card(), to);
        }
    }

    @Test
    void isRecognizedByItsContent() throws IOException {
        Weights.save(Samples.initialized(backend, 7), Samples.card(), folder.resolve("W.NPZ"));
        Path renamed = Files.move(folder.resolve("W.NPZ"), folder.resolve("weights.bin"));

        assertThat(Files.readAllBytes(renamed)).startsWith('P', 'K');
        assertThat(Weights.describesModel(renamed)).isTrue();
        try (SavedModel model = Weights.load(renamed, backend)) {
            assertThat(model.card()).isEqualTo(Samples.card());
        }
    }

    @Test
    void aDescriptionTooLongForACommentKeepsTheOldFile() throws IOException {
        Files.writeString(file, "the old weights");
        Sequential model = Samples.initialized(backend, 7);
        ModelCard card = new ModelCard(
                Samples.card().classes(), Samples.card().preprocessing(), Map.of("log", "x".repeat(65_500)));

        assertThatThrownBy(() -> Weights.save(model, card, file))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(Pattern.quote(file.toString()) + ": could not be written: what describes the model"
                        + " has [\\d,]+ bytes, an npz file holds 65,535: save as .safetensors");
        assertThat(file).hasContent("the old weights");
    }

    @Test
    void noticesAFlippedBitInTheValues() throws IOException {
        Weights.save(Samples.initialized(backend, 7), Samples.card(), file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[200] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Weights.load(file, backend))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": 'layers.0.weight.npy' is damaged: its checksum is another");
    }

    @Test
    void readsIntoBuffersOfADeviceInChunksPackedOrNot() throws IOException {
        int length = (1 << 20) + 17;
        float[] values = ramp(length);
        byte[] npy = Zips.npy(Zips.text("'<f4'", "False", "(%d,)".formatted(length)));
        byte[] content = Arrays.copyOf(npy, npy.length + 4 * length);
        Zips.numbers(content)
                .position(npy.length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(values);
        Files.write(file, Zips.deflated("x.npy", content));
        try (Scope scope = Scope.open(backend)) {
            Tensor target = scope.tensor(Shape.of(length), new float[length]);
            try (TensorFile arrays = TensorFile.open(file)) {
                arrays.read("x", target.buffer());
            }
            assertThat(target.toArray()).isEqualTo(values);
            Path stored = folder.resolve("stored.npz");
            new NpzWriter(Map.of()).array("x", target.shape(), target.buffer()).write(stored);
            try (TensorFile arrays = TensorFile.open(stored)) {
                assertThat(arrays.read("x")).isEqualTo(values);
            }
        }
    }
}
