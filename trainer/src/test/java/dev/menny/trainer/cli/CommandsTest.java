package dev.menny.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir
    Path folder;

    @Test
    void summaryShowsMennysTwoModels() {
        CommandRun simple = CommandRun.of("summary", "--model", "simple");
        CommandRun complex = CommandRun.of("summary");

        assertThat(simple.exitCode()).isZero();
        assertThat(simple.out()).contains("67,114,596", "Linear 524,288 -> 128", "[N=1,H=512,W=512,C=3]");
        assertThat(complex.out()).contains("268,531,268", "Linear 524,288 -> 512");
    }

    @Test
    void summaryFollowsTheOptions() {
        CommandRun run =
                CommandRun.of("summary", "--model=simple", "--size=128", "--classes=10", "--grey", "--pool=max");

        assertThat(run.out()).contains("[N=1,H=128,W=128,C=1]", "Linear 128 -> 10", "max pool");
    }

    @Test
    void doctorLooksAtTheMachine() {
        CommandRun run = CommandRun.of("doctor");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        Runtime.version().toString(),
                        Runtime.getRuntime().availableProcessors() + " cores",
                        "the heap may grow to",
                        "reference (textbook loops");
    }

    @Test
    void portraitsPaintsIntoANewFolder() {
        Path out = folder.resolve("faces");
        CommandRun run = CommandRun.of("portraits", "--out", out, "--count", 4, "--seed", 5);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("painted 4 portraits in %s%n".formatted(out));
        assertThat(out.resolve("Cody")).isDirectoryContaining("glob:**.png");
        assertThat(out.toFile().list()).containsExactlyInAnyOrder("CWK", "Cody", "Pippa", "RJ");
    }

    @Test
    void saysWhichCommandsThereAre() {
        assertThat(CommandRun.of().out())
                .isEqualTo(CommandRun.of("--help").out())
                .contains("train", "evaluate", "predict", "summary", "portraits", "doctor", "Examples:");
        assertThat(CommandRun.of("--version").out()).startsWith("menny ");
    }
}
