package dev.menny.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.benchmarks.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    private Path folder;

    private Path results;

    @BeforeEach
    void copyResults() throws IOException {
        results = folder.resolve("results.json");
        try (InputStream file = Objects.requireNonNull(ReportTest.class.getResourceAsStream("results.json"))) {
            Files.copy(file, results);
        }
    }

    @Test
    void tablesSayWhatTheFileSays() {
        String page = Report.of(List.of(results)).markdown();

        // 28 MB in a median of 1 ms and of 2 ms; 56 GB/s is the ceiling.
        assertThat(page)
                .contains("| cpu | A core |")
                .contains("| AdamW.step 1000000 | GB/s | 28.0 | 14.0 | 2.00x |")
                .contains("| fma | 1 | 192 |  |")
                .contains("| update | 1 |  | 56.0 |")
                .contains("| AdamW.step 1000000 | menny | 14.0 | 28.0 | memory | 50 % |  |")
                .doesNotContain("No roofline");
    }

    @Test
    void theGpuStandsBesideTheFastestCpu() throws IOException {
        Path both = folder.resolve("both.json");
        Files.writeString(
                both,
                "["
                        + String.join(
                                ",",
                                conv("cpu", "1", "fp32", 8),
                                conv("cpu", "4", "fp32", 4),
                                conv("cuda", "1", "fp32", 1),
                                conv("cuda", "1", "bf16", 0.5))
                        + "]");

        String page = Report.of(List.of(both)).markdown();

        // 2 x 64 x 100 pixels x 16 x 16 channels x 9 taps in 4, 1 and 0.5 seconds
        assertThat(page)
                .contains("| work | unit | cpu threads | cpu | cuda fp32 | cuda bf16 | cuda fp32/cpu | cuda bf16/cpu |")
                .contains("| 4.00x | 8.00x |")
                .contains("| Conv.forward 64x10x10x16-16 | cpu | 4 | fp32 | GFLOP/s eff. |")
                .contains("| Conv.forward 64x10x10x16-16 | cuda |  | bf16 | GFLOP/s eff. |");
        assertThat(Report.of(List.of(results)).markdown()).doesNotContain("cuda", "| device |");
    }

    private static String conv(String device, String threads, String precision, double seconds) {
        return """
                {"benchmark": "ConvBenchmark.forward", "params": {"library": "menny", "size": "64x10x10x16-16",
                 "device": "%s", "threads": "%s", "precision": "%s"},
                 "primaryMetric": {"scoreUnit": "s/op", "rawData": [[%s]]}}
                """.formatted(device, threads, precision, seconds);
    }

    @Test
    void filesHoldAPageAndAChart() throws IOException {
        List<Path> files = ReportFiles.write(Report.of(List.of(results)), folder.resolve("out"));

        assertThat(files).hasSize(2);
        assertThat(files.get(0)).content().contains("](ratios.png)");
        assertThat(ImageIO.read(files.get(1).toFile()).getWidth()).isGreaterThan(500);
    }

    @Test
    void aLaterMeasurementReplacesAnEarlierOne() throws IOException {
        Path later = folder.resolve("later.json");
        Files.writeString(later, Files.readString(results).replace("[[2.0], [2.0]]", "[[4.0]]"));

        assertThat(Report.of(List.of(results, later)).text()).contains("4.00x").doesNotContain("2.00x");
    }

    @Test
    void aFileOfAnotherKindIsToldInOneLine() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "{\"no\": \"list\"}");
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{");
        Path strange = Files.writeString(
                folder.resolve("strange.json"), Files.readString(results).replace("ops/s", "#"));

        for (Path file : List.of(other, broken, strange, folder.resolve("nowhere.json"))) {
            assertThatThrownBy(() -> Report.of(List.of(file)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    @Test
    void aPeerFarBelowWhatIsKnownIsCalledBroken() {
        Measurement slow = pytorch(1.0);
        Measurement fine = pytorch(1 / 200.0 * 4.83);

        assertThat(KnownPeers.warnings(Comparison.of(List.of(slow)), Optional.empty()))
                .singleElement()
                .asString()
                .contains("pytorch", "broken setting");
        assertThat(KnownPeers.warnings(Comparison.of(List.of(fine)), Optional.empty()))
                .isEmpty();
        // 60 of 181 GFLOP/s: too slow for the core that they are known on, not for one of half its speed.
        Measurement third = pytorch(4.83 / 60);
        assertThat(KnownPeers.warnings(Comparison.of(List.of(third)), Optional.of(new Ceilings(247e9, 56e9))))
                .hasSize(1);
        assertThat(KnownPeers.warnings(Comparison.of(List.of(third)), Optional.of(new Ceilings(120e9, 56e9))))
                .isEmpty();
    }

    private static Measurement pytorch(double seconds) {
        return new Measurement(
                "ConvBenchmark.forward",
                Map.of(
                        "library",
                        "pytorch",
                        "size",
                        "8x128x128x32-64",
                        "device",
                        "cpu",
                        "threads",
                        "1",
                        "precision",
                        "fp32"),
                List.of(seconds),
                Map.of());
    }
}
