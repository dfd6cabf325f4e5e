package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that lie: one line of ours, nothing unpacked that was not asked for, nothing written anywhere. */
class HostileNpzTest {
    /** One array of two values. */
    private static final byte[] ARRAY = Zips.npy("(2,)", 2);

    private static final byte[] SOUND = Zips.deflated("w.npy", ARRAY);

    private static final long BOMB_VALUES = 1_000_000_000;
    private static final byte[] BOMB = Zips.npy("(%d,)".formatted(BOMB_VALUES), 16);

    private static final int END = Zips.end(SOUND);
    private static final int CENTRAL = Zips.central(SOUND, 0);
    private static final int PACKED = Zips.numbers(SOUND).getInt(CENTRAL + Zips.PACKED);

    @TempDir
    Path folder;

    private static Arguments zip(String message, byte[] zip) {
        return Arguments.of(message, zip);
    }

    private static Arguments array(String message, byte[] npy) {
        return zip("tensor 'w' " + message, Zips.deflated("w.npy", npy));
    }

    private static byte[] magic(int version, int... more) {
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0};
        byte[] bytes = Arrays.copyOf(start, start.length + more.length);
        for (int i = 0; i < more.length; i++) {
            bytes[start.length + i] = (byte) more[i];
        }
        return bytes;
    }

    static Stream<Arguments> ends() {
        String missing = "the end of the zip archive is missing: the file was cut off or is damaged";
        String misplaced = "the zip archive's directory does not lie where its end says: the file is damaged";
        return Stream.of(
                zip(missing, new byte[] {'P', 'K'}),
                zip(missing, Arrays.copyOf(SOUND, SOUND.length + 1)),
                zip(missing, Zips.withShort(SOUND, END + 20, 1)),
                zip(misplaced, Zips.withInt(SOUND, END + 12, 1 << 30)),
                zip(misplaced, Zips.withInt(SOUND, END + 12, -1)),
                zip(misplaced, Zips.withInt(SOUND, END + 16, CENTRAL - 1)),
                zip(misplaced, Zips.withInt(SOUND, END + 16, -1)),
                zip(
                        "this is one of several parts of a zip archive: join them first",
                        Zips.withShort(SOUND, END + 8, 7)),
                zip(
                        "the zip archive claims 7 members, its directory lists 1: the file is damaged",
                        Zips.withInt(SOUND, END + 8, 0x0007_0007)),
                zip(
                        "the zip archive claims 65535 members, its directory lists 1: the file is damaged",
                        Zips.withInt(SOUND, END + 8, -1)),
                zip(
                        "the zip64 record is not where the archive says: the file is damaged",
                        withZip64(Long.MAX_VALUE, 1, 0, 0)),
                zip("the zip64 record is not where the archive says: the file is damaged", withZip64(-1, 1, 0, 0)),
                zip("the zip64 record is not where the archive says: the file is damaged", withZip64(0, 1, 0, 0)),
                zip(misplaced, withZip64(END, 1, Long.MIN_VALUE, CENTRAL)),
                zip(misplaced, withZip64(END, 1, Long.MAX_VALUE, Long.MIN_VALUE)),
                zip(
                        "the zip archive claims 18446744073709551615 members, its directory lists 1:"
                                + " the file is damaged",
                        withZip64(END, -1, END - CENTRAL, CENTRAL)),
                zip(
                        "this zip archive holds no arrays: save weights as .safetensors or with np.savez",
                        Zips.deflated("archive/data.pkl", new byte[4])));
    }

    /** The sound archive, ended by a zip64 record of one's own. */
    private static byte[] withZip64(long record, long members, long length, long directory) {
        byte[] bytes = Arrays.copyOf(SOUND, END + 56 + 20 + 22);
        var numbers = Zips.numbers(bytes);
        numbers.position(END).putInt(0x06064b50).putLong(44).putInt(0).putInt(0).putInt(0);
        numbers.putLong(members).putLong(members).putLong(length).putLong(directory);
        numbers.putInt(0x07064b50).putInt(0).putLong(record).putInt(1);
        numbers.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
        return bytes;
    }

    static Stream<Arguments> directories() {
        String reaches = "'w.npy' reaches into what follows it in the archive: the file is damaged";
        String disagree = "the zip archive's directory and the header of 'w.npy' disagree: the file is damaged";
        return Stream.of(
                zip("the zip archive's directory is damaged", Zips.withField(SOUND, 0, 0)),
                zip("the zip archive's directory is damaged", Zips.withField(SOUND, 28, 0x00FF_FFFF)),
                zip("the zip archive's directory is damaged", Zips.withShort(SOUND, CENTRAL + 32, 1)),
                zip("'w.npy' is encrypted: save it without a password", Zips.withShort(SOUND, CENTRAL + Zips.FLAGS, 9)),
                zip(
                        "'w.npy' is packed by method 12, only 'stored' and 'deflated' can be read",
                        Zips.withShort(SOUND, CENTRAL + Zips.METHOD, 12)),
                zip(
                        "'w.npy' is stored as it is, but in another size: the file is damaged",
                        Zips.withShort(SOUND, CENTRAL + Zips.METHOD, 0)),
                zip(reaches, Zips.withField(SOUND, Zips.PACKED, 1 << 20)),
                zip(reaches, Zips.withField(SOUND, Zips.PACKED, -2)),
                zip(reaches, Zips.withField(SOUND, Zips.HEADER, CENTRAL - 29)),
                zip(reaches, Zips.withField(SOUND, Zips.HEADER, CENTRAL)),
                zip(reaches, Zips.withField(SOUND, Zips.HEADER, -2)),
                zip(disagree, Zips.withField(SOUND, Zips.HEADER, 1)),
                zip(disagree, Zips.withShort(SOUND, 2, 0)),
                zip(disagree, Zips.withShort(SOUND, 26, 4)),
                zip(disagree, Zips.withShort(SOUND, 26, 0xFFFF)),
                zip(
                        "the zip archive's directory and the header of 'x.npy' disagree: the file is damaged",
                        Zips.withShort(SOUND, CENTRAL + Zips.NAME, '.' << 8 | 'x')),
                zip("a name in the zip archive is not valid UTF-8", Zips.withShort(SOUND, CENTRAL + Zips.NAME, 0xFFFF)),
                zip(
                        "'w.npy' claims a size or a place below 0: the file is damaged",
                        withLargeSizes(Long.MIN_VALUE, 80)),
                zip("'w.npy' claims a size or a place below 0: the file is damaged", withLargeSizes(1L << 40, -1)),
                zip(reaches, withLargeSizes(1L << 40, Long.MAX_VALUE)),
                zip(
                        "tensor 'w' has the shape [2] but takes up %,d bytes"
                                .formatted(Long.MAX_VALUE - ARRAY.length + 8),
                        withLargeSizes(Long.MAX_VALUE, PACKED)),
                zip("'a.npy' is in the archive twice", twice()),
                zip("'a.npy' reaches into what follows it in the archive: the file is damaged", overlapping()));
    }

    /** The sound archive with sizes that stand in a zip64 part of its directory. */
    private static byte[] withLargeSizes(long size, long packed) {
        ByteBuffer entry = ZipRecords.central(new ZipMember("w.npy", true, 0, 1, Long.MAX_VALUE, 0));
        entry.putLong(entry.limit() - 16, size).putLong(entry.limit() - 8, packed);
        // A size is looked up only where the usual field has all bits set.
        entry.putInt(Zips.PACKED, -1);
        ByteBuffer end = ZipRecords.end(1, CENTRAL, entry.limit(), new byte[0]);
        return ByteBuffer.allocate(CENTRAL + entry.limit() + end.limit())
                .put(SOUND, 0, CENTRAL)
                .put(entry)
                .put(end)
                .array();
    }

    private static byte[] two() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a.npy", Zips.npy("(2,)", 2));
        files.put("b.npy", Zips.npy("(2,)", 2));
        return Zips.deflated("", files);
    }

    private static byte[] twice() {
        byte[] zip = two();
        zip[Zips.central(zip, 1) + Zips.NAME] = 'a';
        return zip;
    }

    private static byte[] overlapping() {
        byte[] zip = two();
        int second = Zips.central(zip, 1) + Zips.HEADER;
        Zips.numbers(zip).putInt(second, Zips.numbers(zip).getInt(second) - 40);
        return zip;
    }

    static Stream<Arguments> arrays() {
        return Stream.of(
                zip("'w.npy' ends before its array is complete", Zips.deflated("w.npy", new byte[0])),
                zip("'w.npy' ends before its array is complete", Zips.deflated("w.npy", magic(1, 118))),
                zip("'w.npy' ends before its array is complete", Zips.deflated("w.npy", magic(1, 118, 0, '{'))),
                array(
                        "does not begin as an npy array does",
                        "npy is something else".getBytes(StandardCharsets.US_ASCII)),
                array("has version 4 of the npy format, 1 to 3 can be read", magic(4, 0, 0, 0, 0)),
                array("claims a header of 4,294,967,295 bytes, no array needs that", magic(2, -1, -1, -1, -1)),
                array("has a header that no plain array has", magic(2, 2, 0, 0, 0, '{', '}')),
                array("has a header that no plain array has", magic(3, 2, 0, 0, 0, 0xFF, 0xFE)),
                array("has the shape [3] but takes up 8 bytes", Zips.npy("(3,)", 2)),
                array("has the shape [1] but takes up 8 bytes", Zips.npy("(1,)", 2)),
                array("has the shape [0] but takes up 8 bytes", Zips.npy("(0,)", 2)),
                array(
                        "has the shape [4611686018427387, 4611686018427387] but takes up 8 bytes",
                        Zips.npy("(4611686018427387, 4611686018427387)", 2)),
                array(
                        "has the shape [4294967296, 4294967296, 2] but takes up 8 bytes",
                        Zips.npy("(4294967296, 4294967296, 2)", 2)),
                array("has 65 axes, no tensor needs that", Zips.npy("(" + "1,".repeat(65) + ")", 1)),
                zip(
                        "the arrays would unpack from %,d bytes to %,d, as no trained weights do"
                                .formatted(bomb().length, BOMB.length - 64 + BOMB_VALUES * 4),
                        bomb()));
    }

    /** Claims a billion values, as so few bytes could not even hold as zeros. */
    private static byte[] bomb() {
        return Zips.withField(Zips.deflated("w.npy", BOMB), Zips.SIZE, (int) (BOMB.length - 64 + BOMB_VALUES * 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ends", "directories", "arrays"})
    void saysWhatIsWrong(String message, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("hostile.npz"), content);

        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": " + message);
    }

    static Stream<Arguments> values() {
        byte[] more = Zips.npy("(2,)", 100);
        byte[] fewer = Zips.npy("(100,)", 2);
        byte[] damaged = SOUND.clone();
        // Inside the packed bytes: a kind of block that does not exist.
        damaged[30 + 5] |= 6;
        return Stream.of(
                Arguments.of(
                        "unpacks to more bytes than it claims",
                        Zips.withField(Zips.deflated("w.npy", more), Zips.SIZE, more.length - 98 * 4)),
                Arguments.of(
                        "unpacks to fewer bytes than it claims",
                        Zips.withField(Zips.deflated("w.npy", fewer), Zips.SIZE, fewer.length + 98 * 4)),
                Arguments.of("is packed in a way that cannot be unpacked", Zips.withField(SOUND, Zips.PACKED, 40)),
                Arguments.of("is packed in a way that cannot be unpacked", damaged),
                Arguments.of("is damaged: its checksum is another", Zips.withField(SOUND, 16, 12345)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void unpacksNoMoreThanTheShapeSays(String message, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("hostile.npz"), content);

        assertThatThrownBy(() -> {
                    try (TensorFile arrays = TensorFile.open(file)) {
                        arrays.read("w");
                    }
                })
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": 'w.npy' " + message);
    }

    @Test
    void refusesAFileCutOffAnywhere() throws IOException {
        Path file = folder.resolve("cut.npz");
        for (int length = 0; length < SOUND.length; length++) {
            Files.write(file, Arrays.copyOf(SOUND, length));

            assertThatThrownBy(() -> TensorFile.open(file))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(WeightsFormatException.class);
        }
    }

    @Test
    void namesAreNamesAndNoPaths() throws IOException {
        List<String> names = List.of("../x", "/etc/x", "C:\\x", "a/../../b", "nul\u0000l", "猫", "");
        Map<String, byte[]> files = new LinkedHashMap<>();
        names.forEach(name -> files.put(name + ".npy", Zips.npy("(2,)", 2)));
        Path file = Files.write(folder.resolve("paths.npz"), Zips.deflated("", files));

        try (TensorFile arrays = TensorFile.open(file)) {
            assertThat(arrays.shapes().keySet()).containsExactlyElementsOf(names);
            assertThat(arrays.read("../x")).containsExactly(0, 0);
        }
        try (Stream<Path> around = Files.list(folder)) {
            assertThat(around).containsExactly(file);
        }
        assertThat(folder.resolveSibling("x")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "{", "{\"other\":1}", "\u0000\u0001PK\u0005\u0006"})
    void aCommentOfOthersDescribesNoModel(String comment) throws IOException {
        Path file = Files.write(folder.resolve("w.npz"), Zips.deflated(comment, Map.of("w.npy", Zips.npy("(2,)", 2))));

        assertThatThrownBy(() -> Weights.describe(file))
                .isInstanceOf(WeightsFormatException.class)
                .hasMessage(file + ": these weights describe no model:"
                        + " only files that Menny saved can be opened by themselves");
        assertThat(Weights.describesModel(file)).isFalse();
    }

    static Stream<Arguments> comments() {
        return Stream.of(
                Arguments.of("{\"menny.", "the zip archive's comment is not valid JSON at character 8"),
                Arguments.of("{\"menny.format\":1}", "the zip archive's comment is not an object of texts"),
                Arguments.of("{\"menny.format\":\"1\"}{}", "the zip archive's comment goes on after its end"),
                Arguments.of(
                        "{\"menny.a\":" + "[".repeat(1000),
                        "the zip archive's comment nests deeper or holds more than any model needs"),
                Arguments.of("{\"menny.a\":\"\",\"menny.a\":\"\"}", "the zip archive's comment names 'menny.a' twice"),
                Arguments.of("{\"menny.format\":\"1\"}", "the metadata 'menny.layers' is missing"));
    }

    @ParameterizedTest
    @MethodSource("comments")
    void aDamagedCommentOfOursIsSaidSo(String comment, String message) throws IOException {
        Path file = Files.write(folder.resolve("w.npz"), Zips.deflated(comment, Map.of("w.npy", Zips.npy("(2,)", 2))));

        try (Backend backend = Backends.open("reference")) {
            assertThatThrownBy(() -> Weights.load(file, backend))
                    .isInstanceOf(WeightsFormatException.class)
                    .hasMessage(file + ": " + message);
        }
    }
}
