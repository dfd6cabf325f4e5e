package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfHeaderTest {
    @TempDir
    Path folder;

    @Test
    void aWholeFileIsWhole() throws IOException {
        ElfHeader.requireWhole(file(TinyElf.bytes()));
    }

    @Test
    void aFileIsNotWholeWhereverItIsCut() throws IOException {
        byte[] whole = TinyElf.bytes();
        for (int length = 0; length < whole.length; length++) {
            Path cut = file(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ElfHeader.requireWhole(cut))
                    .as("the first %d bytes", length)
                    .isInstanceOf(ElfFormatException.class);
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> ElfHeader.requireWhole(file("not a library".getBytes(StandardCharsets.US_ASCII))))
                .hasMessage("it is no ELF file");
        byte[] whole = TinyElf.bytes();
        assertThatThrownBy(() -> ElfHeader.requireWhole(file(Arrays.copyOf(whole, whole.length - 1))))
                .hasMessage("it is cut off: %d bytes, where a segment wants %d at 0", whole.length - 1, whole.length);
        assertThatThrownBy(() -> ElfHeader.requireWhole(folder)).isInstanceOf(IOException.class);
        assertThat(whole).isEqualTo(TinyElf.bytes());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("library.so"), content);
    }
}
