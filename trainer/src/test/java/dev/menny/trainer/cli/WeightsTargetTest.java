package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WeightsTargetTest {
    @TempDir
    Path folder;

    @Test
    void leavesNothingBehind() {
        WeightsTarget.check(folder.resolve("w.safetensors"), false);

        assertThat(folder).isEmptyDirectory();
    }

    /** Linux's folder of processes takes no files from anybody, whatever its permissions say. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatTakesNoFilesIsSeenBeforeTheTraining() {
        Path target = Path.of("/proc/w.safetensors");

        assertThatThrownBy(() -> WeightsTarget.check(target, false))
                .isInstanceOf(UserError.class)
                .hasMessageMatching(
                        "cannot save weights as '/proc/w.safetensors' \\([^/]+\\): mend that or choose another --out");
    }
}
