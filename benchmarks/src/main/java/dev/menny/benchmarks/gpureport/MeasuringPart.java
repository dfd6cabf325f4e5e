package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Duel.Pace;
import dev.menny.benchmarks.gpureport.Duel.Side;
import dev.menny.benchmarks.workload.Setting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Menny beside PyTorch, case by case.
 *
 * @param name on the command line
 * @param limit what it may take of a whole report's time
 * @param window how long a contestant computes at a stretch
 * @param variants of PyTorch, each of which is measured beside Menny once for each case
 * @param cases what is measured, by whether sizes are to be tiny
 * @param onGpu where
 */
record MeasuringPart(String name, Duration limit, Duration window, List<String> variants, Cases cases, boolean onGpu)
        implements Part {
    private static final String EAGER = "eager";
    private static final int WINDOWS = 5;
    private static final int TINY_WINDOWS = 2;
    private static final Duration STEP_WINDOW = Duration.ofMillis(300);
    private static final Duration KERNEL_WINDOW = Duration.ofMillis(60);
    private static final Duration CPU_WINDOW = Duration.ofMillis(1500);
    private static final Duration TINY_WINDOW = Duration.ofMillis(5);
    // Compiling with autotuning takes minutes; whoever needs longer is left out.
    private static final Duration PREPARE = Duration.ofSeconds(150);

    /** The cases of a part. */
    interface Cases {
        List<Case> of(boolean tiny);
    }

    /** Training steps on the GPU, PyTorch as it is written. */
    static Part steps() {
        return new MeasuringPart(
                "steps", Duration.ofSeconds(300), STEP_WINDOW, List.of(EAGER), CaseTable::gpuSteps, true);
    }

    /** The same steps, PyTorch compiled in three ways. */
    static Part compiledSteps() {
        return new MeasuringPart(
                "compiled",
                Duration.ofSeconds(300),
                STEP_WINDOW,
                List.of("compile", "reduce-overhead", "max-autotune-no-cudagraphs"),
                CaseTable::gpuSteps,
                true);
    }

    /** Single kernels on the GPU. */
    static Part kernels() {
        return new MeasuringPart(
                "kernels", Duration.ofSeconds(180), KERNEL_WINDOW, List.of(EAGER), CaseTable::gpuKernels, true);
    }

    /** Training steps on all cores of the CPU. */
    static Part cpu() {
        return new MeasuringPart(
                "cpu", Duration.ofSeconds(140), CPU_WINDOW, List.of(EAGER), CaseTable::cpuSteps, false);
    }

    private Pace pace(Bench bench) {
        return bench.tiny() ? new Pace(TINY_WINDOW, TINY_WINDOWS, PREPARE) : new Pace(window, WINDOWS, PREPARE);
    }

    @Override
    public void run(Bench bench, Deadline deadline) throws IOException {
        Duel duel = new Duel(name, pace(bench));
        // A machine that lacks both the GPU and PyTorch lacks them in all cases: then one line says so.
        List<Entry.Gap> notHere = new ArrayList<>();
        boolean somebodyIs = false;
        try (Contestant menny = bench.menny();
                Contestant pytorch = bench.pytorch()) {
            for (String variant : variants) {
                for (Case one : cases.of(bench.tiny())) {
                    Case placed = placed(one, bench);
                    List<Entry> found = duel.fight(
                            List.of(
                                    new Side("menny", menny, placed),
                                    new Side("pytorch " + variant, pytorch, placed.with("variant", variant))),
                            deadline);
                    if (!somebodyIs && allNotHere(found)) {
                        found.forEach(gap -> notHere.add((Entry.Gap) gap));
                        continue;
                    }
                    somebodyIs = true;
                    write(bench, notHere);
                    notHere.clear();
                    write(bench, found);
                }
            }
        }
        if (!somebodyIs) {
            String reasons = notHere.stream().map(Entry.Gap::reason).distinct().collect(Collectors.joining("; "));
            bench.results().add(new Entry.Check(name, "all of it", Entry.Verdict.NOT_HERE, reasons));
        }
    }

    private static boolean allNotHere(List<Entry> found) {
        return found.stream()
                .allMatch(entry -> entry instanceof Entry.Gap gap && gap.word().equals(Entry.Gap.NOT_HERE));
    }

    private static void write(Bench bench, List<? extends Entry> entries) throws IOException {
        for (Entry entry : entries) {
            bench.results().add(entry);
        }
    }

    private Case placed(Case one, Bench bench) {
        return onGpu
                ? one.with("device", bench.device()).with("threads", "1")
                : one.with("device", Setting.CPU).with("threads", Integer.toString(Bench.threads()));
    }
}
