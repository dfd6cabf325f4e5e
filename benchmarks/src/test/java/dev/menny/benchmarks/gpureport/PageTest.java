package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @TempDir
    private Path folder;

    private String page() throws IOException {
        Path file = folder.resolve("results.jsonl");
        try (InputStream madeUp = Objects.requireNonNull(PageTest.class.getResourceAsStream("made-up.jsonl"))) {
            Files.copy(madeUp, file);
        }
        return new Page(new Results(file).all()).markdown();
    }

    private static String row(String page, String start) {
        return page.lines()
                .filter(line -> line.startsWith("| " + start))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTableHasARowForEachWorkAndAColumnForEachContestant() throws IOException {
        String page = page();

        assertThat(page)
                .contains(
                        "| work | device | precision | unit | menny | pytorch eager | pytorch compile"
                                + " | pytorch reduce-overhead | menny/pytorch | TFLOP/s | of the machine | GB/s | of the machine |");
        // 64 pictures in medians of 1, 4 and 1.5 ms; the variant that comes closest counts.
        assertThat(row(page, "TrainStep.step simple 128 batch 64"))
                .startsWith("| TrainStep.step simple 128 batch 64 | cuda | bf16 | images/s | 64,000 | 16,000 | 42,667"
                        + " | no time left | 1.50x |");
        assertThat(page.lines().filter(line -> line.startsWith("| TrainStep.step simple 128 batch 64")))
                .hasSize(1);
    }

    @Test
    void figuresStandBesideTheMachinesCeilings() throws IOException {
        String page = page();

        // 2 x 100 pixels x 16 x 16 channels x 9 taps in 46.08 ns: 10 of 100 TFLOP/s. In bf16 2 x 100 x 16 activations
        // of 2 bytes, and 9 x 16 x 16 weights of 4, in that time.
        assertThat(row(page, "Conv.forward")).endsWith("| 10.0 | 10 % | 339 | 34 % |");
        // Nobody measured the CPU's ceilings.
        assertThat(row(page, "TrainStep.step simple 128 batch 16"))
                .contains("| cpu, 4 threads | fp32 | images/s | 800 |")
                .contains(" |  | ");
    }

    @Test
    void thePageSaysWhereFiguresComeFromAndWhatIsMissing() throws IOException {
        assertThat(page())
                .contains("- GPU: MADE UP for a test, measured nowhere")
                .contains("- contract: contract tests on the GPU: **passed**: 7 found, 7 successful")
                .contains("- ceiling of copies: 1,000 GB/s by made up")
                .contains("- ceiling of matrix products, bf16: 100 TFLOP/s by made up")
                .contains("- pytorch reduce-overhead, no time left: the part's time was over");
        assertThat(new Page(List.of()).markdown()).doesNotContain("|");
    }
}
