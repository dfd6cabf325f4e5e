package dev.menny.benchmarks.gpureport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.benchmarks.gpureport.Entry.Verdict;
import dev.menny.benchmarks.gpureport.MemoryProbe.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What parts make of what processes print. */
class PartsTest {
    private static Command.Outcome outcome(int exitCode, String... lines) {
        return new Command.Outcome(exitCode, false, List.of(lines));
    }

    @Test
    void testsPassOnlyIfThereWereSomeAndNoneFailed() {
        Command.Outcome passed = outcome(0, "[      1007 tests found           ]", "[  1007 tests successful      ]");
        Command.Outcome aborted = outcome(
                0,
                "|  +- leavesNothing() \u25a0 Assumption failed: only here",
                "[         7 tests found           ]",
                "[         1 tests aborted         ]",
                "[         6 tests successful      ]");
        Command.Outcome failed = outcome(1, "[ 7 tests found ]", "[ 6 tests successful ]", "[ 1 tests failed ]");

        assertThat(ContractPart.verdict(passed)).isEqualTo(Verdict.PASSED);
        assertThat(ContractPart.note(passed)).isEqualTo("1,007 found, 1,007 successful");
        assertThat(ContractPart.verdict(aborted)).isEqualTo(Verdict.PASSED);
        assertThat(ContractPart.note(aborted))
                .isEqualTo("7 found, 6 successful, 1 aborted; leavesNothing(): Assumption failed: only here");
        assertThat(ContractPart.verdict(failed)).isEqualTo(Verdict.FAILED);
        assertThat(ContractPart.verdict(outcome(0, "[ 7 tests found ]", "[ 7 tests aborted ]")))
                .isEqualTo(Verdict.FAILED);
        assertThat(ContractPart.verdict(outcome(0, "[ 7 tests found ]", "[ 6 tests successful ]")))
                .isEqualTo(Verdict.FAILED);
        assertThat(ContractPart.verdict(outcome(0, "[ 0 tests found ]"))).isEqualTo(Verdict.FAILED);
        assertThat(ContractPart.verdict(new Command.Outcome(-1, true, List.of())))
                .isEqualTo(Verdict.NO_TIME);
    }

    @Test
    void memoryThatGrowsIsNoticed() {
        assertThat(memory(0, 0)).isEqualTo(Verdict.PASSED);
        // Once everything has found its place, not a byte more on the GPU; a leak of 64 KiB a step in the process.
        assertThat(memory(0, 1)).isEqualTo(Verdict.FAILED);
        assertThat(memory(64 << 10, 0)).isEqualTo(Verdict.FAILED);
        assertThat(MemoryPart.verdict(outcome(0), List.of(), 1000)).isEqualTo(Verdict.FAILED);
        assertThat(MemoryPart.verdict(outcome(2, "no GPU"), List.of(), 1000)).isEqualTo(Verdict.NOT_HERE);
    }

    /** Of a thousand steps that leak some bytes each after a first hundred that takes much. */
    private static Verdict memory(long processLeak, long gpuLeak) {
        List<Sample> samples = IntStream.rangeClosed(1, 10)
                .mapToObj(tenth -> new Sample(
                        100 * tenth,
                        (tenth == 1 ? 100 << 20 : 900 << 20) + 100L * tenth * processLeak,
                        1,
                        (tenth == 1 ? 1 << 20 : 2 << 20) + 100L * tenth * gpuLeak))
                .toList();
        return MemoryPart.verdict(outcome(0), samples, 1000);
    }

    @Test
    void aTrainingPassesByItsAccuracy() {
        String done = "{\"event\":\"done\",\"val_accuracy\":%s,\"seconds\":12.34}";

        assertThat(PortraitsPart.verdict(outcome(0, done.formatted("0.95"), "WARN some log")))
                .isEqualTo(Verdict.PASSED);
        assertThat(PortraitsPart.note(outcome(0, done.formatted("0.95"))))
                .isEqualTo("validation accuracy 95.0 % after 12.3 s");
        assertThat(PortraitsPart.verdict(outcome(0, done.formatted("0.25")))).isEqualTo(Verdict.FAILED);
        assertThat(PortraitsPart.verdict(outcome(0, "nothing"))).isEqualTo(Verdict.FAILED);
        assertThat(PortraitsPart.verdict(outcome(1, done.formatted("0.95")))).isEqualTo(Verdict.FAILED);
        assertThat(PortraitsPart.verdict(outcome(2, "menny: no GPU"))).isEqualTo(Verdict.NOT_HERE);
        assertThat(PortraitsPart.note(outcome(2, "menny: no GPU"))).isEqualTo("menny: no GPU");
    }

    @Test
    void allPartsTogetherTakeNoMoreThanTwentyFiveMinutes() {
        assertThat(Part.ALL.stream().map(Part::limit).reduce(Duration.ZERO, Duration::plus))
                .isLessThanOrEqualTo(Duration.ofMinutes(25));
    }
}
