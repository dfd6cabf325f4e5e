package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.training.OtherJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The vector backend on a CPU with half-wide vectors: tiles, panels and tails have other sizes there. */
class NarrowVectorsTest {
    private static final String BYTES_OF_AVX2 = "32";

    @Test
    void keepsTheContract() throws IOException, InterruptedException {
        List<String> options = List.of("-XX:MaxVectorSize=" + BYTES_OF_AVX2);
        String description = OtherJvm.lastLine(options, ContractRun.class, "vector");
        assertThat(description).contains("-bit Vector API").doesNotContain("512-bit");
    }
}
