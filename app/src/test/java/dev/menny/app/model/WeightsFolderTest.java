package dev.menny.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.app.TestWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFolderTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void anEmptyFolderHasNone() throws IOException {
        assertThat(WeightsFolder.newest(folder)).isEmpty();
    }

    @Test
    void theNewestOfOursIsTaken() throws IOException {
        Path old = saved("old.safetensors", 100);
        Path recent = saved("recent.safetensors", 50);
        touch(Files.write(folder.resolve("broken.safetensors"), new byte[] {1, 2, 3}), 10);
        touch(Files.writeString(folder.resolve("notes.txt"), "newer, but no weights"), 5);
        Files.createDirectory(folder.resolve("folder.safetensors"));
        assertThat(WeightsFolder.newest(folder)).contains(recent);
        touch(old, 1);
        assertThat(WeightsFolder.newest(folder)).contains(old);
    }

    @Test
    void ofSeveralWithTheSameTimeTheLastByNameIsTaken() throws IOException {
        for (String name : List.of("w-1", "w-3", "w-2", "w")) {
            saved(name + ".safetensors", 10);
        }
        assertThat(WeightsFolder.newest(folder)).contains(folder.resolve("w-3.safetensors"));
    }

    @Test
    void aFileThatVanishesIsPassedOver() {
        assertThat(WeightsFolder.modified(folder.resolve("gone.safetensors"))).isEmpty();
    }

    private Path saved(String name, int secondsAgo) throws IOException {
        return touch(TestWeights.save(folder.resolve(name), 16, 1), secondsAgo);
    }

    private static Path touch(Path file, int secondsAgo) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsAgo)));
    }
}
