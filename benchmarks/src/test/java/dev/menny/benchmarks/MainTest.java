package dev.menny.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void doNotWaitForOtherBenchmarks() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    private int menny(String... words) {
        return Main.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NoSuchBenchmark                          | no benchmark matches
            --nonsense                               | nonsense
            AdamW -p library=pytorch                 | pytorch is not built
            AdamW -p library=caffe                   | no library is called 'caffe'
            AdamW -p lybrary=menny                   | no parameter is called 'lybrary'
            AdamW -p device=abacus                   | abacus
            AdamW -p precision=bf16                  | fp32
            AdamW -p precision=fp7                   | auto, fp32, tf32, bf16
            AdamW -p device=stand-in                 | no GPU stands in here: start it
            Conv.*forward$ -p device=cpu,stand-in    | device 'stand-in' cannot be measured here
            AdamW -rf csv                            | JSON
            Conv.*forward -p size=12                 | no shape '12'
            Conv.*backwardData -p size=8x8x8x3-16    | data gradient
            report                                   | which results
            report nowhere.json                      | nowhere.json
            report --style fancy                     | --style
            """)
    void mistakesAreToldInOneLine(String words, String told) {
        assertThat(menny(words.split(" +", -1))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("menny: ")
                .contains(told)
                .hasLineCount(1);
    }

    @Test
    void aRunEndsWithATableAndFiles() {
        Path results = folder.resolve("tiny.json");

        int code = menny(
                "AdamW",
                "-f",
                "0",
                "-wi",
                "0",
                "-i",
                "1",
                "-r",
                "10ms",
                "-p",
                "size=1000",
                "-p",
                "library=menny",
                "-rff",
                results.toString());

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(code).isEqualTo(0);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("AdamW.step 1000", "GB/s", results.toString());
        assertThat(results).content().contains("\"environment\"");
        assertThat(folder.resolve("tiny/report.md")).content().contains("AdamW.step 1000");
    }
}
