package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElfRetargetTest {
    private static final String TWELVE = "libcublas.so.12";
    private static final String THIRTEEN = "libcublas.so.13";

    @ParameterizedTest
    @CsvSource({"JCublas2, libcublas", "JNvrtc, libnvrtc"})
    void changesTwoBytesOfJCudasLibraries(String library, String needed) throws IOException {
        byte[] original = resource("/lib/lib%s-12.6.0-linux-x86_64.so".formatted(library));
        String from = needed + ".so.12";
        String to = needed + ".so.13";

        byte[] changed = ElfRetarget.retarget(original, from, to);

        List<Integer> places = differences(original, changed);
        assertThat(places).as("one digit of the name, one byte of its hash").hasSize(2);
        ElfDynamics dynamics = ElfDynamics.read(changed);
        assertThat(dynamics.needed())
                .extracting(ElfDynamics.Name::text)
                .contains(to)
                .doesNotContain(from);
        assertThat(dynamics.versions())
                .filteredOn(version -> version.library().text().equals(to))
                .singleElement()
                .satisfies(version -> {
                    assertThat(version.version().text()).isEqualTo(to);
                    assertThat(places)
                            .containsExactlyInAnyOrder(
                                    (int) version.version().offset() + to.length() - 1, (int) version.hashOffset());
                });
        assertThat(ElfRetarget.retarget(changed, to, from)).as("and back").isEqualTo(original);
    }

    /** The hash as the System V ABI prints it, computed with 64 bits. */
    @ParameterizedTest
    @CsvSource({"libcublas.so.12", "GLIBC_2.2.5", "a", "''", "a name so long that every bit of the hash was used, twice"
    })
    void hashesAsTheAbiSays(String name) {
        long hash = 0;
        for (int letter = 0; letter < name.length(); letter++) {
            hash = ((hash << 4) + name.charAt(letter)) & 0xffffffffL;
            long high = hash & 0xf0000000L;
            hash ^= high >>> 24;
            hash &= ~high;
        }
        assertThat(ElfRetarget.hash(name)).isEqualTo((int) hash);
    }

    @Test
    void changesNameAndHashOfTheSmallestFile() throws IOException {
        byte[] original = TinyElf.bytes();
        byte[] changed = ElfRetarget.retarget(original, TWELVE, THIRTEEN);

        assertThat(differences(original, changed))
                .containsExactly(TinyElf.VERSIONS + 16, TinyElf.STRINGS + TinyElf.NAME + TWELVE.length() - 1);
        assertThat(ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).getInt(TinyElf.VERSIONS + 16))
                .isEqualTo(ElfRetarget.hash(THIRTEEN));
        assertThat(original).as("the original").isEqualTo(TinyElf.bytes());
    }

    @Test
    void refusesNamesOfUnequalLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ElfRetarget.retarget(TinyElf.bytes(), TWELVE, "libcublas.so.9"))
                .withMessage("'libcublas.so.12' and 'libcublas.so.9' differ in length");
    }

    @Test
    void refusesALibraryThatIsNotNeeded() {
        refused(TinyElf.bytes(), THIRTEEN, TWELVE, "does not need libcublas.so.13");
        // A part of a name is no name.
        refused(TinyElf.bytes(), "cublas.so.12", "cublas.so.13", "does not need cublas.so.12");
    }

    /** Everything in it counts, so that it is malformed wherever it is cut. */
    @Test
    void refusesAFileThatIsCutOffAnywhere() {
        byte[] whole = TinyElf.bytes();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ElfRetarget.retarget(cut, TWELVE, THIRTEEN))
                    .as("the first %d bytes", length)
                    .isInstanceOf(ElfFormatException.class);
        }
    }

    @Test
    void refusesAJCudaLibraryThatIsCutOffAnywhere() throws IOException {
        byte[] whole = resource("/lib/libJNvrtc-12.6.0-linux-x86_64.so");
        int end = lastSegmentEnd(whole);
        for (int length = 0; length < end; length += 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ElfRetarget.retarget(cut, "libnvrtc.so.12", "libnvrtc.so.13"))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(ElfFormatException.class);
        }
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("no magic number", file -> file.put(1, (byte) 'X'), "no ELF file"),
                damage("32 bits", file -> file.put(4, (byte) 1), "no 64-bit little-endian"),
                damage("big-endian", file -> file.put(5, (byte) 2), "no 64-bit little-endian"),
                damage("small segments", file -> file.putShort(54, (short) 55), "entries of 55 bytes"),
                damage("segments outside", file -> file.putLong(32, Long.MAX_VALUE), "outside the file"),
                damage("segments before it", file -> file.putLong(32, -1), "outside the file"),
                damage("too many segments", file -> file.putShort(56, (short) -1), "outside the file"),
                damage("no dynamic section", file -> file.putInt(TinyElf.SEGMENTS + 56, 3), "no dynamic section"),
                damage("dynamic section outside", file -> file.putLong(TinyElf.SEGMENTS + 64, 1 << 20), "cut off"),
                damage("endless dynamic section", file -> file.putLong(TinyElf.SEGMENTS + 88, -1), "cut off"),
                damage("name outside", file -> file.putLong(TinyElf.DYNAMIC + 8, 1000), "outside the dynamic strings"),
                damage(
                        "name before them",
                        file -> file.putLong(TinyElf.DYNAMIC + 8, -1),
                        "outside the dynamic strings"),
                damage("strings in no segment", file -> file.putLong(TinyElf.DYNAMIC + 24, 5), "in no segment"),
                damage("no strings", file -> file.putLong(TinyElf.DYNAMIC + 16, 99), "strings are missing"),
                damage("endless strings", file -> file.putLong(TinyElf.DYNAMIC + 40, Long.MAX_VALUE), "cut off"),
                damage("name without an end", file -> file.putLong(TinyElf.DYNAMIC + 40, 10), "has no end"),
                damage("longer name", file -> file.put(TinyElf.STRINGS, (byte) 'x'), "part of a longer one"),
                damage("versions in no segment", file -> file.putLong(TinyElf.DYNAMIC + 56, 5), "in no segment"),
                damage("endless libraries", file -> file.putLong(TinyElf.DYNAMIC + 72, Long.MAX_VALUE), "ends early"),
                damage("endless versions", file -> file.putShort(TinyElf.VERSIONS + 2, (short) -1), "ends early"),
                damage(
                        "version's name outside",
                        file -> file.putInt(TinyElf.VERSIONS + 24, -1),
                        "outside the dynamic"));
    }

    private static Arguments damage(String what, Consumer<ByteBuffer> damage, String message) {
        return Arguments.of(what, damage, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void saysWhatIsWrong(String what, Consumer<ByteBuffer> damage, String message) {
        byte[] file = TinyElf.bytes();
        damage.accept(ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN));
        refused(file, TWELVE, THIRTEEN, message);
    }

    /** Each library's list of versions is the same one, so that there are more of them than bytes. */
    @Test
    void refusesMoreVersionsThanFit() {
        refused(TinyElf.withSharedVersions(40, 40), TWELVE, THIRTEEN, "more versions than fit");
    }

    /** Whatever the bytes are, the answer is a file or our own exception. */
    @Test
    void survivesAnyBytes() {
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int round = 0; round < 40_000; round++) {
            byte[] file = TinyElf.bytes();
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                file[random.nextInt(6, file.length)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            try {
                ElfRetarget.retarget(file, TWELVE, THIRTEEN);
            } catch (ElfFormatException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(20_000);
    }

    private static void refused(byte[] file, String from, String to, String message) {
        assertThatThrownBy(() -> ElfRetarget.retarget(file, from, to))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining(message);
    }

    private static List<Integer> differences(byte[] a, byte[] b) {
        assertThat(b).hasSameSizeAs(a);
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < a.length; place++) {
            if (a[place] != b[place]) {
                places.add(place);
            }
        }
        return places;
    }

    private static int lastSegmentEnd(byte[] file) throws ElfFormatException {
        ElfBytes bytes = new ElfBytes(file);
        return ElfHeader.read(bytes).segments(bytes, 0).stream()
                .mapToInt(segment -> (int) (segment.offset() + segment.size()))
                .max()
                .orElseThrow();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ElfRetargetTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
