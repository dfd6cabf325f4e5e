package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileFileTest {
    @TempDir
    Path folder;

    private static Arguments bytes(String message, byte[] file) {
        return Arguments.of(message, file);
    }

    private static Arguments header(String message, String header) {
        return Arguments.of(message, Samples.file(header, 8));
    }

    private static Arguments tensor(String message, String fields) {
        return header("tensor 'w' " + message, "{\"w\":{" + fields + "}}");
    }

    static Stream<Arguments> lengths() {
        byte[] none = {};
        return Stream.of(
                bytes("the file has 0 bytes, too few for a safetensors file", none),
                bytes("the file has 7 bytes, too few for a safetensors file", new byte[7]),
                bytes("the header does not begin with '{': this is not a safetensors file", new byte[8]),
                bytes("the header claims 1 bytes, 0 follow: the file was cut off", Samples.file(1, none, 0)),
                bytes(
                        "the header claims 100,000,000 bytes, 12 follow: the file was cut off",
                        Samples.file(100_000_000, none, 12)),
                bytes(
                        "the header claims 100000001 bytes, the format allows 100,000,000:"
                                + " this is not a safetensors file",
                        Samples.file(100_000_001, none, 0)),
                bytes(
                        "the header claims 18446744073709551615 bytes, the format allows 100,000,000:"
                                + " this is not a safetensors file",
                        Samples.file(-1, none, 0)));
    }

    static Stream<Arguments> json() {
        return Stream.of(
                header("the header does not begin with '{': this is not a safetensors file", " {}"),
                header("the header does not begin with '{': this is not a safetensors file", "[]"),
                header("the header is not valid JSON at character 1", "{,}"),
                header("the header is not valid JSON at character 5", "{\"a\":"),
                header("the header is not valid JSON at character 7", "{\"a\":{}"),
                header("the header goes on after its end", "{}{}"),
                header("the header nests deeper or holds more than any model needs", "{\"a\":" + "[".repeat(1000)),
                header("the header names 'a' twice", "{\"a\":{},\"a\":{}}"),
                header("the header names 'dtype' twice", "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}}"),
                header("the header names 'k' twice", "{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}"),
                header("the header holds a null where a value should be", "{\"a\":null}"),
                header("the header holds a number beyond 2^63", "{\"a\":9223372036854775808}"),
                header("__metadata__ is not an object of texts", "{\"__metadata__\":[]}"),
                header("the metadata 'k' is not a text", "{\"__metadata__\":{\"k\":1}}"),
                header("tensor 'w' is not described by an object", "{\"w\":3}"),
                header("tensor 'a?b?' is not described by an object", "{\"a\\nb\\u001b\":3}"),
                header(
                        "tensor '%s…' is not described by an object".formatted("n".repeat(80)),
                        "{\"%s\":3}".formatted("n".repeat(81))),
                bytes(
                        "the header is not valid JSON in UTF-8",
                        Samples.file(4, new byte[] {'{', '"', (byte) 0xff, '"'}, 0)));
    }

    static Stream<Arguments> tensors() {
        String type = "\"dtype\":\"F32\",";
        String range = ",\"data_offsets\":[0,8]";
        return Stream.of(
                tensor("has no dtype", "\"shape\":[2]" + range),
                tensor(
                        "has the type 'F16', only F32 can be read: convert it to float32 first",
                        "\"dtype\":\"F16\",\"shape\":[2]" + range),
                tensor("has no shape", "\"dtype\":\"F32\"" + range),
                tensor("shape must hold whole numbers from 0 on", type + "\"shape\":[-2]" + range),
                tensor("shape must hold whole numbers from 0 on", type + "\"shape\":[2.0]" + range),
                tensor("shape must hold whole numbers from 0 on", type + "\"shape\":[\"2\"]" + range),
                tensor("has 65 axes, no tensor needs that", type + "\"shape\":[" + "1,".repeat(64) + "1]" + range),
                tensor("has the shape [3] but takes up 8 bytes", type + "\"shape\":[3]" + range),
                tensor("has the shape [] but takes up 8 bytes", type + "\"shape\":[]" + range),
                tensor("has the shape [2, 0] but takes up 8 bytes", type + "\"shape\":[2,0]" + range),
                tensor(
                        "has the shape [4611686018427387906] but takes up 8 bytes",
                        type + "\"shape\":[4611686018427387906]" + range),
                tensor(
                        "has the shape [4294967296, 4294967296, 2] but takes up 8 bytes",
                        type + "\"shape\":[4294967296,4294967296,2]" + range),
                tensor("has no data_offsets", type + "\"shape\":[2]"),
                tensor(
                        "needs two data_offsets, its begin and its end",
                        type + "\"shape\":[2],\"data_offsets\":[0,8,16]"),
                tensor(
                        "claims the bytes 8 to 0 of 8: the file is damaged or was cut off",
                        type + "\"shape\":[2],\"data_offsets\":[8,0]"),
                tensor(
                        "claims the bytes 4 to 12 of 8: the file is damaged or was cut off",
                        type + "\"shape\":[2],\"data_offsets\":[4,12]"),
                tensor("leaves a gap of 4 bytes before it", type + "\"shape\":[1],\"data_offsets\":[4,8]"));
    }

    static Stream<Arguments> coverage() {
        String half = "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}";
        return Stream.of(
                header(
                        "tensor 'b' overlaps the tensor before it",
                        "{" + half.formatted("a", 2, 0, 8) + "," + half.formatted("b", 1, 4, 8) + "}"),
                header("4 bytes follow the last tensor: the file is damaged", "{" + half.formatted("a", 1, 0, 4) + "}"),
                header("8 bytes follow the last tensor: the file is damaged", "{}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"lengths", "json", "tensors", "coverage"})
    void saysWhatIsWrong(String message, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("hostile.safetensors"), content);

        assertThatThrownBy(() -> SafeTensorsReader.open(file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": " + message);
    }

    @Test
    void refusesAFileCutOffAnywhere() throws IOException {
        byte[] whole = Samples.file("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8);
        Path file = folder.resolve("cut.safetensors");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> SafeTensorsReader.open(file))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(WeightsFormatException.class);
        }
    }

    /** A damaged byte may change a name unseen, but nothing else than an exception of ours may come of it. */
    @Test
    void survivesAnyDamagedByteOfTheHeader() {
        byte[] header = ("{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],"
                        + "\"data_offsets\":[0,8]}}")
                .getBytes(StandardCharsets.US_ASCII);
        HeaderParser parser = new HeaderParser(Path.of("damaged"), 8);
        int sound = 0;
        for (int position = 0; position < header.length; position++) {
            for (int value = 0; value < 256; value++) {
                byte[] damaged = header.clone();
                damaged[position] = (byte) value;
                try {
                    assertThat(parser.parse(damaged).dataLength()).isEqualTo(8);
                    sound++;
                } catch (WeightsFormatException e) {
                    assertThat(e).hasMessageStartingWith("damaged: ");
                }
            }
        }
        assertThat(sound).isBetween(header.length, header.length * 64);
    }

    @Test
    void saysThatAFileIsMissingOrAFolder() {
        Path missing = folder.resolve("missing.safetensors");

        assertThatThrownBy(() -> SafeTensorsReader.open(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(missing + ": there is no such file");
        assertThatThrownBy(() -> SafeTensorsReader.open(folder))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(folder + ": this is a folder: name the file of weights in it");
    }
}
