package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTracesTest {
    @TempDir
    Path root;

    @Test
    void anEmptyMachineHasNone() throws IOException {
        Files.createDirectories(root.resolve("dev"));
        assertThat(GpuTraces.found(root, List.of(root.resolve("dev")))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dev/nvidia0", "dev/nvidiactl", "proc/driver/nvidia/version", "usr/lib/wsl/lib/libcuda.so.1"})
    void aFileGivesAGpuAway(String file) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.createFile(root.resolve(file));
        assertThat(GpuTraces.found(root, List.of())).isTrue();
    }

    @Test
    void aDriverInANamedFolderCounts() throws IOException {
        Path folder = Files.createDirectories(root.resolve("stand-in"));
        assertThat(GpuTraces.found(root, List.of(folder))).isFalse();
        Files.createFile(folder.resolve("libcuda.so.1"));
        assertThat(GpuTraces.found(root, List.of(folder))).isTrue();
    }
}
