package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskCheckTest {
    @TempDir
    private Path output;

    @Test
    void weightsForWhichTheDiskIsTooSmallAreRefused() {
        assertThatThrownBy(() -> DiskCheck.require(1L << 55, output))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessageContaining("of the server's disk")
                .hasMessageEndingWith("delete old ones, or choose a smaller size or model");
    }

    @Test
    void smallOnesFindAPlace() {
        assertThatCode(() -> DiskCheck.require(1, output)).doesNotThrowAnyException();
    }
}
