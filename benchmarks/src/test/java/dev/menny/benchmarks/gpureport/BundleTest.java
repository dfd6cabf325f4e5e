package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packs and runs a bundle as somebody without Java would. It builds all modules, so it runs only when asked:
 * {@code mvn -pl benchmarks -am test -Dtest=BundleTest -Dmenny.test.bundle=yes}.
 */
@EnabledIfSystemProperty(named = "menny.test.bundle", matches = "yes")
class BundleTest {
    private static final Path SCRIPTS = Path.of("gpu-report").toAbsolutePath();
    private static final long MOST_BYTES = 64L << 20;

    @TempDir
    private Path folder;

    private Command.Outcome run(List<String> command) throws IOException {
        return Command.run(command, Deadline.in(Duration.ofMinutes(9)), folder.resolve("log"));
    }

    @Test
    void aBundleNeedsNoJava() throws IOException {
        assumeTrue(run(List.of("xz", "--version")).succeeded(), "no xz");
        Path bundle = folder.resolve("bundle.tar.xz");
        Path out = folder.resolve("out");

        Command.Outcome packed =
                run(List.of("env", "JAVA_HOME=" + System.getProperty("java.home"), SCRIPTS + "/pack.sh", bundle + ""));
        assertThat(packed.lines()).as("pack.sh").anyMatch(line -> line.contains(" MiB"));
        assertThat(packed.succeeded()).isTrue();
        assertThat(Files.size(bundle)).isLessThan(MOST_BYTES);

        Command.Outcome made = run(List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                "MENNY_BUNDLE_DIR=" + folder.resolve("unpacked"),
                SCRIPTS + "/run.sh",
                bundle + "",
                out + "",
                "--tiny",
                "--device=cpu",
                "environment",
                "contract",
                "memory",
                "portraits",
                "cpu"));
        assertThat(made.succeeded()).as(String.join("\n", made.lines())).isTrue();
        assertThat(out.resolve("report.md"))
                .content()
                .contains("memory over 100 training steps: **passed**", "TrainStep.step simple 16 batch 2 | cpu")
                .containsPattern("training of the portraits, cpu fp32: \\*\\*\\w+\\*\\*: validation accuracy");
    }
}
