package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.tensor.Scope;
import dev.menny.tensor.Shape;
import dev.menny.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeTensorsTest {
    private static final String TINY_HEADER = "{\"__metadata__\":{\"k\":\"v\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]}}";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("tiny.safetensors");
    }

    /** The header has 135 bytes and a space makes them 136, 0x88; then 1, -2 and 0.5. */
    private static byte[] tinyFile() throws IOException {
        HexFormat hex = HexFormat.of();
        assertThat(TINY_HEADER).hasSize(135);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(hex.parseHex("8800000000000000"));
        bytes.write((TINY_HEADER + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.write(hex.parseHex("0000803f" + "000000c0" + "0000003f"));
        return bytes.toByteArray();
    }

    @Test
    void writesTheFormatByteByByte() throws IOException {
        new SafeTensorsWriter()
                .metadata("k", "v")
                .tensor("a", Shape.of(2, 1), new float[] {1, -2})
                .tensor("b", Shape.of(1), new float[] {0.5f})
                .write(file);

        assertThat(file).hasBinaryContent(tinyFile());
    }

    @Test
    void readsTheFormatByteByByte() throws IOException {
        Files.write(file, tinyFile());

        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            assertThat(reader.metadata()).isEqualTo(Map.of("k", "v"));
            assertThat(reader.tensors().values())
                    .containsExactly(
                            new TensorEntry("a", List.of(2L, 1L), 0, 8), new TensorEntry("b", List.of(1L), 8, 12));
            assertThat(reader.read("a")).containsExactly(1, -2);
            assertThat(reader.read("b")).containsExactly(0.5f);
        }
    }

    @Test
    void readsTensorsThatAreListedInAnotherOrderThanTheyLie() throws IOException {
        String header = "{\"b\":{\"data_offsets\":[4,8],\"shape\":[],\"dtype\":\"F32\"},"
                + "\"none\":{\"dtype\":\"F32\",\"shape\":[3,0],\"data_offsets\":[4,4]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        byte[] bytes = Samples.file(header, 8);
        bytes[bytes.length - 1] = 0x40;
        Files.write(file, bytes);

        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            assertThat(reader.read("a")).containsExactly(0);
            assertThat(reader.read("b")).containsExactly(2);
            assertThat(reader.read("none")).isEmpty();
            assertThat(reader.metadata()).isEmpty();
        }
    }

    @Test
    void copiesToAndFromADeviceInChunks() throws IOException {
        int length = (1 << 20) + 17;
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i;
        }
        try (Backend backend = Backends.open("reference");
                Scope scope = Scope.open(backend)) {
            Tensor source = scope.tensor(Shape.of(length), values);
            new SafeTensorsWriter().tensor("x", source.shape(), source.buffer()).write(file);
            Tensor target = scope.tensor(Shape.of(length), new float[length]);
            try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
                reader.read("x", target.buffer());

                assertThat(target.toArray()).isEqualTo(values);
                assertThat(reader.read("x")).isEqualTo(values);
            }
        }
    }

    @Test
    void refusesABufferOfAnotherLengthAndAnUnknownTensor() throws IOException {
        Files.write(file, tinyFile());
        try (Backend backend = Backends.open("reference");
                Scope scope = Scope.open(backend);
                SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            Tensor three = scope.tensor(Shape.of(3), new float[3]);

            assertThatThrownBy(() -> reader.read("a", three.buffer()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("tensor 'a' has 2 values, the buffer 3");
            assertThatThrownBy(() -> reader.read("c"))
                    .isInstanceOf(WeightsFormatException.class)
                    .hasMessage(file + ": there is no tensor 'c'");
        }
    }

    @Test
    void noticesAFileThatShrinksUnderIt() throws IOException {
        Files.write(file, tinyFile());
        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            byte[] whole = tinyFile();
            Files.write(file, Arrays.copyOf(whole, whole.length - 6));

            assertThatThrownBy(() -> reader.read("a"))
                    .isInstanceOf(WeightsFormatException.class)
                    .hasMessage(file + ": the file became shorter while it was read");
        }
    }

    @Test
    void refusesTensorsThatCannotBeWritten() {
        SafeTensorsWriter writer = new SafeTensorsWriter().tensor("a", Shape.of(1), new float[1]);

        assertThatThrownBy(() -> writer.tensor("a", Shape.of(1), new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor cannot be called 'a': the name is taken");
        assertThatThrownBy(() -> writer.tensor("__metadata__", Shape.of(1), new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a tensor cannot be called '__metadata__': the name is taken");
        assertThatThrownBy(() -> writer.tensor("b", Shape.of(2), new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensor 'b': [2] needs 2 values, got 3");
    }
}
