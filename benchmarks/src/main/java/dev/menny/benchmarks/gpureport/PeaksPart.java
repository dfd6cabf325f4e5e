package dev.menny.benchmarks.gpureport;

import java.io.IOException;
import java.time.Duration;

/** What the GPU does at best: the ceilings of everything else. */
final class PeaksPart implements Part {
    // Far more than the GPU's cache holds.
    private static final long COPY_BYTES = 2L << 30;
    private static final int MATRIX = 8192;
    private static final long TINY_BYTES = 1 << 20;
    private static final int TINY_MATRIX = 32;

    @Override
    public String name() {
        return "peaks";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(60);
    }

    @Override
    public void run(Bench bench, Deadline deadline) throws IOException {
        String bytes = Long.toString(bench.tiny() ? TINY_BYTES : COPY_BYTES);
        String rows = Integer.toString(bench.tiny() ? TINY_MATRIX : MATRIX);
        Command.Outcome outcome = Command.run(bench.java(PeaksProbe.class, bytes, rows), deadline, bench.log());
        for (String line : outcome.lines()) {
            if (line.startsWith(PeaksProbe.PEAK)) {
                bench.results().add(parse(line.substring(PeaksProbe.PEAK.length())));
            }
        }
        if (!outcome.succeeded()) {
            Entry.Verdict verdict = outcome.timedOut() ? Entry.Verdict.NO_TIME : Entry.Verdict.NOT_HERE;
            bench.results().add(new Entry.Check(name(), "the GPU's ceilings", verdict, outcome.lastLine()));
        }
    }

    private Entry.Peak parse(String line) {
        String[] words = line.split(" ", 4);
        return new Entry.Peak(
                name(), words[0], words[1].equals("-") ? "" : words[1], Double.parseDouble(words[2]), words[3]);
    }
}
