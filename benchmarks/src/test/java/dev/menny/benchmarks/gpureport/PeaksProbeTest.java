package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVIDIA's libraries are called as their headers say, as far as a stand-in can tell. */
class PeaksProbeTest {
    @TempDir
    private Path folder;

    private Command.Outcome run(List<String> command) throws IOException {
        return Command.run(command, Deadline.in(Duration.ofSeconds(60)), folder.resolve("log"));
    }

    private Command.Outcome probe() throws IOException {
        Bench bench = new Bench(folder, folder, new Results(folder.resolve("results")), "python3", "cuda", true);
        List<String> command = new ArrayList<>(List.of("env", "LD_LIBRARY_PATH=" + folder));
        command.addAll(bench.java(PeaksProbe.class, "1000000", "32"));
        return run(command);
    }

    @Test
    void bandwidthAndRatesOfAStandIn() throws IOException {
        assumeTrue(run(List.of("cc", "--version")).succeeded(), "no C compiler");
        Path source = folder.resolve("standin.c");
        try (InputStream content = Objects.requireNonNull(
                PeaksProbeTest.class.getResourceAsStream("/dev/menny/benchmarks/nvidia/standin.c"))) {
            Files.copy(content, source);
        }
        for (String library : List.of("libcuda.so.1", "libcublas.so.12")) {
            assertThat(run(List.of(
                            "cc",
                            "-shared",
                            "-fPIC",
                            "-o",
                            folder.resolve(library).toString(),
                            source.toString())))
                    .matches(Command.Outcome::succeeded);
        }

        Command.Outcome outcome = probe();

        assertThat(outcome.lines().stream().filter(line -> line.startsWith(PeaksProbe.PEAK)))
                .hasSize(4)
                .anyMatch(line -> line.matches(".*copy - [\\d.E]+ cuMemcpyDtoD"))
                .anyMatch(line -> line.matches(".*matrix fp32 [\\d.E]+ libcublas.so.12"))
                .anyMatch(line -> line.matches(".*matrix tf32 [\\d.E]+ libcublas.so.12"))
                .anyMatch(line -> line.matches(".*matrix bf16 [\\d.E]+ libcublas.so.12"));
        assertThat(outcome.exitCode()).isEqualTo(0);
    }

    @Test
    void withoutADriverItSaysSo() throws IOException {
        assumeTrue(!Files.exists(Path.of("/dev/nvidiactl")), "there is a GPU");
        Command.Outcome outcome = probe();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.lastLine()).startsWith("no ceilings: the loader finds none of libcuda.so.1");
    }
}
