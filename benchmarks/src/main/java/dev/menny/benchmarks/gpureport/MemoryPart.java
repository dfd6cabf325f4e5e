package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Entry.Verdict;
import dev.menny.benchmarks.gpureport.MemoryProbe.Sample;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A thousand training steps, in which memory must not grow once everything has found its place. */
final class MemoryPart implements Part {
    private static final int STEPS = 1000;
    private static final int TINY_STEPS = 100;
    private static final double MIB = 1 << 20;
    // Compiled code and the heap's own room to breathe; a leak of one batch a step would be hundreds of times more.
    private static final double MOST_PROCESS_MIB = 48;
    // The GPU's memory has no such excuse.
    private static final long MOST_GPU_BYTES = 0;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(90);
    }

    @Override
    public void run(Bench bench, Deadline deadline) throws IOException {
        int steps = bench.tiny() ? TINY_STEPS : STEPS;
        Case training = Case.of(
                "TrainStepBenchmark.step",
                "model=complex",
                "size=" + (bench.tiny() ? 16 : 128),
                "batch=" + (bench.tiny() ? 2 : 16),
                "threads=1",
                "device=" + bench.device(),
                "precision=auto");
        Command.Outcome outcome = Command.run(
                bench.java(MemoryProbe.class, Integer.toString(steps), training.question()), deadline, bench.log());
        List<Sample> samples = outcome.lines().stream()
                .filter(line -> line.startsWith(MemoryProbe.SAMPLE))
                .map(line -> Sample.parse(line.substring(MemoryProbe.SAMPLE.length())))
                .toList();
        bench.results()
                .add(new Entry.Check(
                        name(),
                        "memory over %,d training steps".formatted(steps),
                        verdict(outcome, samples, steps),
                        outcome.succeeded() ? note(samples) : outcome.lastLine()));
    }

    static Verdict verdict(Command.Outcome outcome, List<Sample> samples, int steps) {
        if (outcome.timedOut()) {
            return Verdict.NO_TIME;
        }
        if (outcome.exitCode() == 2) {
            return Verdict.NOT_HERE;
        }
        if (!outcome.succeeded() || samples.size() < 3 || samples.getLast().step() != steps) {
            return Verdict.FAILED;
        }
        boolean flat = grown(samples).gpu() <= MOST_GPU_BYTES && grown(samples).process() <= MOST_PROCESS_MIB * MIB;
        return flat ? Verdict.PASSED : Verdict.FAILED;
    }

    /** From the second sample on: in the first tenth of the steps everything finds its place. */
    private static Sample grown(List<Sample> samples) {
        Sample first = samples.get(1);
        Sample last = samples.getLast();
        return new Sample(
                last.step() - first.step(),
                last.process() - first.process(),
                last.heap() - first.heap(),
                last.gpu() - first.gpu());
    }

    private static String note(List<Sample> samples) {
        Sample grown = grown(samples);
        return String.format(
                Locale.ROOT,
                "in the last %,d steps the process grew by %.1f MiB, its heap by %.1f, the GPU's memory by %.1f",
                grown.step(),
                grown.process() / MIB,
                grown.heap() / MIB,
                grown.gpu() / MIB);
    }
}
