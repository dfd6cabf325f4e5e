package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed PTX belongs to the committed sources. */
class PtxTest {
    private static final Path SOURCES = Path.of("src/main/cuda");
    private static final Path PTX = Path.of("src/main/resources/dev/menny/cuda/kernels.ptx");

    @Test
    void theFirstLineNamesTheSources() throws Exception {
        assertThat(Files.readAllLines(PTX).getFirst())
                .as("kernels.ptx was built from other sources: run build-ptx.sh")
                .isEqualTo("// sources sha256: " + hashOfSources());
    }

    @Test
    void driversFromCuda12AndDevicesFrom75Load() throws IOException {
        List<String> lines = Files.readAllLines(PTX);

        assertThat(lines).contains(".version 8.0", ".target sm_75");
        assertThat(lines)
                .filteredOn(line -> line.startsWith(".version") || line.startsWith(".target"))
                .hasSize(2);
    }

    @Test
    void theCompilerMakesTheSameBytes() throws Exception {
        assumeTrue(
                Script.answers("release 13.0", "bash", "-c", "${NVCC:-nvcc} --version"),
                "no nvcc 13.0 on this machine: the committed PTX is compared with the hash of its sources only");

        Script.run("bash", "build-ptx.sh", "check").assertPassed();
    }

    private static String hashOfSources() throws IOException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<Path> sources;
        try (Stream<Path> files = Files.list(SOURCES)) {
            sources = files.filter(PtxTest::isSource).sorted().toList();
        }
        for (Path source : sources) {
            digest.update((source.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(source));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".cu") || name.endsWith(".cuh");
    }
}
