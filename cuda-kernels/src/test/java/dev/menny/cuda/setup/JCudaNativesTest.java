package dev.menny.cuda.setup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JCudaNativesTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    private final String before = System.getProperty(TEMPORARY);

    @TempDir
    Path folder;

    @AfterEach
    void restore() {
        System.setProperty(TEMPORARY, before);
    }

    @Test
    void saysThatNoFolderCanBeMade() {
        Path nowhere = folder.resolve("nowhere");
        System.setProperty(TEMPORARY, nowhere.toString());

        assertThatThrownBy(JCudaNatives::open)
                .isInstanceOf(CudaUnavailableException.class)
                .hasMessage(
                        "no folder could be made in %s for JCuda's native libraries:"
                                + " start with -Djava.io.tmpdir=ANOTHER",
                        nowhere);
    }
}
