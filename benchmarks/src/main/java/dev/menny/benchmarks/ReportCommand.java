package dev.menny.benchmarks;

import dev.menny.benchmarks.report.Report;
import dev.menny.benchmarks.report.ReportFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code menny bench report FILE.json … [--out DIR] [--markdown]}. */
final class ReportCommand {
    static final String NAME = "report";
    private static final String USAGE = "menny bench report FILE.json … [--out DIR] [--markdown]";

    private final List<Path> files = new ArrayList<>();
    private @Nullable Path folder;
    private boolean markdown;

    /** @param words what follows {@code report} */
    ReportCommand(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--markdown" -> markdown = true;
                case "--out" -> {
                    if (++i == words.size()) {
                        throw new UserError("--out needs a folder: " + USAGE);
                    }
                    folder = Path.of(words.get(i));
                }
                default -> {
                    if (word.startsWith("-")) {
                        throw new UserError("no option '%s': %s".formatted(word, USAGE));
                    }
                    files.add(Path.of(word));
                }
            }
        }
        if (files.isEmpty()) {
            throw new UserError("which results? " + USAGE);
        }
    }

    void run(PrintStream out) throws IOException {
        Report report = Report.of(files);
        out.print(markdown ? report.markdown() : report.text());
        if (folder != null) {
            for (Path file : ReportFiles.write(report, folder)) {
                // Not among the lines of a page that goes into a file.
                (markdown ? System.err : out).println("wrote " + file);
            }
        }
    }
}
