package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuReportTest {
    private static final Path SCRIPTS = Path.of("gpu-report").toAbsolutePath();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int report(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(SCRIPTS.toString(), folder.toString()));
        all.addAll(List.of(words));
        return GpuReport.run(
                all,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "--minutes=soon, above 0",
        "--minutes=-1, above 0",
        "--minutes=NaN, above 0",
        "--colour, no option '--colour'",
        "weather, 'no part is called 'weather': choose of environment, contract, memory'",
    })
    void mistakesAreToldInOneLine(String word, String told) throws IOException {
        assertThat(report(word)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("menny: ")
                .contains(told.replaceAll("^'|'$", ""))
                .hasLineCount(1);
    }

    @Test
    void theCpuAloneMakesAReportToo() throws IOException {
        int code = report("--tiny", "--device=cpu", "--python=no-such-python", "environment", "memory", "steps", "cpu");

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isEqualTo(0);
        String page = Files.readString(folder.resolve("report.md"));
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith(page + System.lineSeparator());
        assertThat(page)
                .contains("- PyTorch: not here", "- gpu: ")
                .containsPattern("- Menny's device: \\w+ \\(.*threads?\\)")
                .contains("memory over 100 training steps: **passed**")
                .containsPattern(
                        "TrainStep.step simple 16 batch 2 \\| cpu, \\d+ threads \\| fp32 \\| images/s \\| [\\d,.]+"
                                + " \\| not here \\|")
                // The first precision is one that a CPU lacks; the last one is not.
                .containsPattern("\\| cpu, 1 threads \\| bf16 \\| images/s \\| not here")
                .containsPattern("\\| cpu, 1 threads \\| fp32 \\| images/s \\| [\\d,.]+")
                .contains("no-such-python");
        // Only what a tiny run may leave behind: the machine that it comes from takes few files back.
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.md", "results.jsonl", "run.log");
        }
    }

    @Test
    void aPageIsMadeOfResultsFromElsewhere() throws IOException {
        new Results(folder.resolve("results.jsonl")).add(new Entry.Fact("environment", "gpu", "another machine's"));

        assertThat(report("--page")).isEqualTo(0);

        assertThat(folder.resolve("report.md")).content().contains("- gpu: another machine's");
    }

    @Test
    void withoutAGpuAPartIsToldInOneLine() throws IOException {
        assertThat(report("--tiny", "--device=stand-in", "--python=no-such-python", "steps", "memory"))
                .isEqualTo(0);

        assertThat(folder.resolve("report.md"))
                .content()
                .contains(
                        "- steps: all of it: **not here**: device 'stand-in' cannot be measured here: no GPU stands in")
                .contains("- memory: memory over 100 training steps: **not here**: device 'stand-in'")
                .doesNotContain("| work |");
    }

    @Test
    void pytorchsSideAnswersWithoutPytorch() throws IOException {
        Command.Outcome there = Command.run(List.of("python3", "--version"), soon(), folder.resolve("log"));
        assumeTrue(there.succeeded(), "no Python");
        Path noTorch = Files.writeString(folder.resolve("torch.py"), "raise ImportError('no torch in this test')");
        assertThat(noTorch).exists();
        try (Contestant pytorch = new Contestant(
                List.of("python3", SCRIPTS.resolve("pytorch_steps.py").toString()),
                Map.of("PYTHONPATH", folder.toString(), "PYTHONDONTWRITEBYTECODE", "1"),
                folder.resolve("log"))) {
            Case work = Case.of("AdamWBenchmark.step", "size=3", "device=cpu", "threads=1", "precision=fp32");

            Contestant.Answer answer = pytorch.ask(work.question(), soon());

            assertThat(answer.word()).isEqualTo(Contestant.Answer.REFUSED);
            assertThat(answer.rest()).contains("PyTorch is not here", "no torch in this test");
            assertThat(pytorch.ask("release", soon()).word()).isEqualTo("released");
        }
    }

    private static Deadline soon() {
        return Deadline.in(java.time.Duration.ofSeconds(30));
    }
}
