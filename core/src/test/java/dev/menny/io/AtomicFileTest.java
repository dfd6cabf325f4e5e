package dev.menny.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aFailureKeepsTheOldFileAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("w.safetensors"), "the old weights");
        int length = 3 << 20;
        SafeTensorsWriter writer = new SafeTensorsWriter()
                .tensor("x", Shape.of(length), length, (from, destination, count) -> {
                    if (from > 0) {
                        throw new IOException("No space left on device");
                    }
                });

        assertThatThrownBy(() -> writer.write(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": could not be written: No space left on device");
        assertThat(file).hasContent("the old weights");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void anUncheckedFailureKeepsTheOldFileToo() throws IOException {
        Path file = Files.writeString(folder.resolve("w.safetensors"), "the old weights");

        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    throw new IllegalStateException("the device is gone");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("the old weights");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void theOldFileIsThereUntilTheNewOneIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("w.safetensors"), "the old weights");
        new SafeTensorsWriter()
                .tensor(
                        "x",
                        Shape.of(1),
                        1,
                        (from, destination, count) -> assertThat(file).hasContent("the old weights"))
                .write(file);

        try (SafeTensorsReader reader = SafeTensorsReader.open(file)) {
            assertThat(reader.read("x")).containsExactly(0);
        }
        assertThat(files()).containsExactly(file);
    }

    @Test
    void othersMayReadTheFileAsAnyNewFile() throws IOException {
        Path usual = Files.writeString(folder.resolve("usual"), "");
        Path file = folder.resolve("w.safetensors");
        new SafeTensorsWriter().write(file);

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void saysWhatIsWrongWithThePlace() {
        Path missing = folder.resolve("nowhere/w.safetensors");

        assertThatThrownBy(() -> new SafeTensorsWriter().write(missing))
                .isInstanceOf(IOException.class)
                .hasMessage(missing + ": its folder does not exist: create it first");
        assertThatThrownBy(() -> new SafeTensorsWriter().write(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": this is a folder: name a file to write");
    }
}
