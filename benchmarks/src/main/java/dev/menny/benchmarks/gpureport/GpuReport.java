package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.UserError;
import dev.menny.benchmarks.workload.Setting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Entry point: finds out part by part what there is to know, and leaves a page after each. */
public final class GpuReport {
    private static final String USAGE =
            "run.sh BUNDLE OUTDIR [--minutes=25] [--python=python3] [--device=cuda] [--tiny] [--page] [PART …]";
    private static final double MINUTES = 25;
    private static final double SECONDS_PER_MINUTE = 60;
    private static final int USER_CAN_MEND = 2;
    private static final String PAGE = "report.md";
    private static final String RESULTS = "results.jsonl";

    private final List<Part> parts = new ArrayList<>();
    private final Bench bench;
    private double minutes = MINUTES;

    private GpuReport(List<String> words) throws IOException {
        String device = Setting.CUDA;
        String python = "python3";
        boolean tiny = false;
        boolean pageAlone = false;
        List<String> places = new ArrayList<>();
        for (String word : words) {
            String value = word.substring(word.indexOf('=') + 1);
            if (word.startsWith("--minutes=")) {
                minutes = minutes(value);
            } else if (word.startsWith("--device=")) {
                device = value;
            } else if (word.startsWith("--python=")) {
                python = value;
            } else if (word.equals("--tiny")) {
                tiny = true;
            } else if (word.equals("--page")) {
                pageAlone = true;
            } else if (word.startsWith("-")) {
                throw new UserError("no option '%s': %s".formatted(word, USAGE));
            } else if (places.size() < 2) {
                places.add(word);
            } else {
                parts.add(part(word));
            }
        }
        if (places.size() < 2) {
            throw new UserError("where from and where to? " + USAGE);
        }
        if (parts.isEmpty() && !pageAlone) {
            parts.addAll(Part.ALL);
        }
        Path out = Path.of(places.get(1)).toAbsolutePath();
        Files.createDirectories(out);
        bench = new Bench(
                Path.of(places.getFirst()).toAbsolutePath(),
                out,
                new Results(out.resolve(RESULTS)),
                python,
                device,
                tiny);
    }

    /** Makes a report and ends the process. */
    public static void main(String[] words) throws IOException {
        Locale.setDefault(Locale.ROOT);
        System.exit(run(List.of(words), new PrintStream(System.out, true, StandardCharsets.UTF_8), System.err));
    }

    /**
     * Makes a report inside this process.
     *
     * @param words the folder of the unpacked bundle, the folder for what is found, options, names of parts
     * @return the exit code: 0 done, 2 the user can mend it
     */
    static int run(List<String> words, PrintStream out, PrintStream err) throws IOException {
        try {
            new GpuReport(words).run(out);
            return 0;
        } catch (UserError e) {
            err.println("menny: " + e.getMessage());
            return USER_CAN_MEND;
        }
    }

    private static double minutes(String text) {
        try {
            double minutes = Double.parseDouble(text);
            if (minutes > 0 && minutes < Double.POSITIVE_INFINITY) {
                return minutes;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UserError("--minutes=%s: expected a number above 0".formatted(text));
    }

    private static Part part(String name) {
        return Part.ALL.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("no part is called '%s': choose of %s"
                        .formatted(name, Part.ALL.stream().map(Part::name).collect(Collectors.joining(", ")))));
    }

    private void run(PrintStream out) throws IOException {
        Duration limits = parts.stream().map(Part::limit).reduce(Duration.ZERO, Duration::plus);
        double scale = Math.min(1, minutes * SECONDS_PER_MINUTE / limits.toSeconds());
        for (Part part : parts) {
            long start = System.nanoTime();
            bench.results().forget(part.name());
            Duration limit = Duration.ofMillis(Math.round(part.limit().toMillis() * scale));
            part.run(bench, Deadline.in(limit));
            write();
            out.println(
                    "%s: %.0f s of %d".formatted(part.name(), (System.nanoTime() - start) / 1e9, limit.toSeconds()));
        }
        write();
        out.println(Files.readString(bench.out().resolve(PAGE)));
    }

    private void write() throws IOException {
        Files.writeString(bench.out().resolve(PAGE), new Page(bench.results().all()).markdown());
    }
}
