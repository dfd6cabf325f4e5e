package dev.menny.benchmarks.run;

import dev.menny.benchmarks.UserError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One command line of JMH's, done case by case. */
public final class BenchmarkRun {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

    private final List<String> words;
    private final CommandLineOptions options;
    private final PrintStream out;

    /**
     * Reads a command line.
     *
     * @throws UserError if JMH does not understand it
     */
    public BenchmarkRun(List<String> words, PrintStream out) {
        this.words = words;
        this.out = out;
        try {
            this.options = new CommandLineOptions(words.toArray(String[]::new));
        } catch (CommandLineOptionException e) {
            throw new UserError("%s (see './menny bench -h')".formatted(e.getMessage()));
        }
        if (options.getResultFormat().orElse(ResultFormatType.JSON) != ResultFormatType.JSON) {
            throw new UserError("results are kept as JSON, from which tables are made: leave out -rf");
        }
    }

    /** Does what was asked if it was a list or help; false if something is to be measured. */
    public boolean answered() throws IOException {
        Runner runner = new Runner(options);
        if (options.shouldHelp()) {
            options.showHelp();
        } else if (options.shouldList()) {
            runner.list();
        } else if (options.shouldListWithParams()) {
            runner.listWithParams(options);
        } else if (options.shouldListProfilers()) {
            options.listProfilers();
        } else if (options.shouldListResultFormats()) {
            options.listResultFormats();
        } else {
            return false;
        }
        return true;
    }

    /** What a run left behind. */
    public record Outcome(Path results, int measured, int failed) {}

    /**
     * Measures.
     *
     * @param folder where results go unless the command line says otherwise
     * @throws UserError if there is nothing to measure, or another run is under way
     */
    public Outcome run(Path folder) throws IOException {
        OutputFormat output = Output.to(out, options.verbosity().orElse(VerboseMode.NORMAL));
        List<Case> cases = CasePlan.of(options, words, output);
        Path path = Path.of(options.getResult()
                .orElse(folder.resolve(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + ".json")
                        .toString()));
        ResultsFile results = new ResultsFile(path, Environment.facts());
        int measured = 0;
        for (int i = 0; i < cases.size(); i++) {
            output.println(
                    "# [%d/%d] %s".formatted(i + 1, cases.size(), cases.get(i).title()));
            Collection<RunResult> done = measure(cases.get(i), output);
            if (!done.isEmpty()) {
                measured++;
                results.add(done);
            }
        }
        return new Outcome(results.path(), measured, cases.size() - measured);
    }

    private Collection<RunResult> measure(Case one, OutputFormat output) {
        try {
            return new Runner(CaseOptions.of(one, options), output).run();
        } catch (RunnerException e) {
            String reason = String.valueOf(e.getMessage());
            throw new UserError(
                    reason.contains("JMH lock")
                            ? "another benchmark is running on this machine, and each would disturb the other: wait until"
                                    + " it has ended"
                            : reason);
        }
    }
}
