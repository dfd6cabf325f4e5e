package dev.menny.benchmarks;

import dev.menny.benchmarks.report.Report;
import dev.menny.benchmarks.report.ReportFiles;
import dev.menny.benchmarks.run.BenchmarkRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Entry point: JMH's command line, or {@code report} for a report of what was measured before. */
public final class Main {
    private static final int DONE = 0;
    private static final int BUG = 1;
    private static final int USER_CAN_MEND = 2;
    private static final String HOME = System.getProperty("menny.home", ".");
    private static final Path RESULTS = Path.of(HOME, "benchmarks", "target", "results");

    private Main() {}

    /** Runs a command line and ends the process. */
    public static void main(String[] words) {
        Locale.setDefault(Locale.ROOT);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(words), out, System.err));
    }

    /**
     * Runs a command line inside this process.
     *
     * @return the exit code: 0 done, 2 the user can mend it, 1 a benchmark failed
     */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        try {
            if (!words.isEmpty() && words.getFirst().equals(ReportCommand.NAME)) {
                new ReportCommand(words.subList(1, words.size())).run(out);
                return DONE;
            }
            return measure(new BenchmarkRun(words, out), out, err);
        } catch (UserError e) {
            err.println("menny: " + e.getMessage());
        } catch (IOException e) {
            err.println("menny: reading or writing failed: " + e.getMessage());
        }
        return USER_CAN_MEND;
    }

    private static int measure(BenchmarkRun run, PrintStream out, PrintStream err) throws IOException {
        if (run.answered()) {
            return DONE;
        }
        BenchmarkRun.Outcome outcome = run.run(RESULTS);
        if (outcome.measured() > 0) {
            Report report = Report.of(List.of(outcome.results()));
            out.println();
            out.print(report.text());
            out.println("\nresults: " + outcome.results());
            String name = outcome.results().getFileName().toString().replaceFirst("\\.json$", "");
            ReportFiles.write(report, outcome.results().resolveSibling(name))
                    .forEach(file -> out.println("wrote " + file));
        }
        if (outcome.failed() > 0) {
            err.println("menny: %d of %d cases failed: what JMH says about them is above"
                    .formatted(outcome.failed(), outcome.failed() + outcome.measured()));
            return BUG;
        }
        return DONE;
    }
}
