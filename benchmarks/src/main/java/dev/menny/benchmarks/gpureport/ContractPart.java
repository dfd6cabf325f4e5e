package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Entry.Verdict;
import dev.menny.benchmarks.workload.Setting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The contract of all backends, on this very GPU: the tests that carry the tag {@code gpu}. */
final class ContractPart implements Part {
    private static final String CONSOLE = "org.junit.platform.console.ConsoleLauncher";
    private static final String NAME = "contract tests on the GPU";
    private static final String TAG = "gpu";
    // Without it, these tests go through a GPU that the CPU pretends to be.
    private static final String REAL_GPU = "-Dmenny.test.gpu=real";
    // How the console marks a test whose assumption did not hold.
    private static final String ABORTED = " \u25a0";
    private static final Pattern COUNT = Pattern.compile("\\[\\s*(\\d+) tests (\\w+(?: \\w+)?)\\s*]");

    @Override
    public String name() {
        return "contract";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(240);
    }

    @Override
    public void run(Bench bench, Deadline deadline) throws IOException {
        Optional<String> refusal = refusal(bench, deadline);
        if (refusal.isPresent()) {
            bench.results().add(new Entry.Check(name(), NAME, Verdict.NOT_HERE, refusal.get()));
            return;
        }
        Command.Outcome outcome =
                Command.run(command(bench, TAG), deadline, bench.out().resolve("contract.log"));
        bench.results().add(new Entry.Check(name(), NAME, verdict(outcome), note(outcome)));
    }

    /** Without the device all tests would fail, which would say nothing about Menny. */
    private static Optional<String> refusal(Bench bench, Deadline deadline) {
        if (!Setting.isGpu(bench.device())) {
            return Optional.of("these tests are for the device " + Setting.CUDA);
        }
        Case anything =
                Case.of("AdamWBenchmark.step", "size=16", "threads=1", "precision=fp32", "device=" + bench.device());
        try (Contestant menny = bench.menny()) {
            Contestant.Answer answer = menny.ask(anything.question(), deadline);
            return answer.is(Contestant.Answer.REFUSED) ? Optional.of(answer.rest()) : Optional.empty();
        }
    }

    static List<String> command(Bench bench, String tag) {
        String tests = bench.tests().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> words = new ArrayList<>(List.of("execute", "--disable-banner", "--details=tree"));
        words.addAll(List.of("--disable-ansi-colors", "--include-tag", tag));
        words.addAll(List.of("-cp", tests, "--scan-classpath", tests));
        return bench.java(List.of(REAL_GPU), CONSOLE, words);
    }

    /** Passed only if there were some and none failed; which ones gave up, as some do on a real GPU, the note says. */
    static Verdict verdict(Command.Outcome outcome) {
        if (outcome.timedOut()) {
            return Verdict.NO_TIME;
        }
        int successful = count(outcome, "successful");
        boolean allEnded = successful + count(outcome, "aborted") == count(outcome, "found");
        return outcome.succeeded() && successful > 0 && allEnded ? Verdict.PASSED : Verdict.FAILED;
    }

    static String note(Command.Outcome outcome) {
        if (outcome.timedOut()) {
            return "the tests did not end in time: contract.log";
        }
        if (count(outcome, "found") == 0) {
            return "no test with the tag 'gpu' was found: contract.log";
        }
        String counts = Stream.of("found", "successful", "failed", "aborted", "skipped")
                .filter(word -> count(outcome, word) > 0)
                .map(word -> "%,d %s".formatted(count(outcome, word), word))
                .collect(Collectors.joining(", "));
        return Stream.concat(
                        Stream.of(counts),
                        outcome.lines().stream()
                                .filter(line -> line.contains(ABORTED))
                                .map(ContractPart::aborted))
                .collect(Collectors.joining("; "));
    }

    private static String aborted(String line) {
        return line.replaceAll("^[^\\p{Alnum}]+", "").replace(ABORTED, ":");
    }

    private static int count(Command.Outcome outcome, String word) {
        for (String line : outcome.lines()) {
            Matcher count = COUNT.matcher(line.strip());
            if (count.matches() && count.group(2).equals(word)) {
                return Integer.parseInt(count.group(1));
            }
        }
        return 0;
    }
}
