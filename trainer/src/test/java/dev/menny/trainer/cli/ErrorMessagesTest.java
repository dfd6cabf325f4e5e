package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.DeviceMemoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorMessagesTest {
    @Test
    void explainsWhatAUserCanMend() {
        assertThat(ErrorMessages.forUser(new NoSuchFileException("a.png")))
                .hasValue("no file or folder 'a.png': check the path");
        assertThat(ErrorMessages.forUser(new UncheckedIOException(new AccessDeniedException("b"))))
                .hasValueSatisfying(message -> assertThat(message).contains("no permission for 'b'"));
        assertThat(ErrorMessages.forUser(new IOException("disk full")))
                .hasValue("reading or writing failed: disk full");
        assertThat(ErrorMessages.forUser(new OutOfMemoryError()))
                .hasValueSatisfying(message -> assertThat(message).contains("--size", "MENNY_JAVA_OPTS"));
    }

    @Test
    void aDeviceWithoutRoomHasItsOwnWords() {
        assertThat(ErrorMessages.forUser(new DeviceMemoryException("the GPU has no room", "lower the batch")))
                .hasValue("the GPU has no room: lower the batch");
    }

    @Test
    void takesMistakesOfMennyForWhatTheyAre() {
        assertThat(ErrorMessages.forUser(new IllegalArgumentException("inside")))
                .isEmpty();
        assertThat(ErrorMessages.forUser(new NullPointerException())).isEmpty();
    }

    @Test
    void keepsAMessageOnOneLine() {
        assertThat(ErrorMessages.line("one\n  two\r\nthree ")).isEqualTo("menny: one two three");
    }
}
