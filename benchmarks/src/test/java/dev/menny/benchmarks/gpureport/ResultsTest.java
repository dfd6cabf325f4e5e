package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.benchmarks.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        Entry.Measured measured = new Entry.Measured("menny", "AdamWBenchmark.step", Map.of("size", "3"));
        List<Entry> entries = List.of(
                new Entry.Fact("environment", "GPU", "none, \"really\""),
                new Entry.Check("memory", "memory", Entry.Verdict.FAILED, "grew"),
                new Entry.Peak("peaks", Entry.Peak.MATRIX, "bf16", 1.5e14, "somebody"),
                new Entry.Timing("steps", measured, "pytorch eager", List.of(0.1, 0.30000000000000004)),
                new Entry.Gap("steps", measured, Entry.Gap.NOT_HERE, "no\nGPU"));
        for (Entry entry : entries) {
            new Results(folder.resolve("results.jsonl")).add(entry);
        }

        assertThat(new Results(folder.resolve("results.jsonl")).all()).isEqualTo(entries);
        assertThat(Files.readAllLines(folder.resolve("results.jsonl"))).hasSize(5);
    }

    @Test
    void aPartThatIsMeasuredAgainForgetsWhatItFound() throws IOException {
        Results results = new Results(folder.resolve("results.jsonl"));
        Entry other = new Entry.Fact("environment", "a", "b");
        results.add(new Entry.Fact("memory", "a", "b"));
        results.add(other);

        results.forget("memory");

        assertThat(results.all()).containsExactly(other);
    }

    @Test
    void aForeignLineIsToldInOneLine() throws IOException {
        for (String line :
                List.of("{\"type\": \"song\"}", "[", "{\"type\": \"fact\"}", "{\"type\": \"fact\", \"melody\": 1}")) {
            Path file = Files.writeString(folder.resolve("foreign.jsonl"), line);
            assertThatThrownBy(() -> new Results(file).all())
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("foreign.jsonl");
        }
    }
}
