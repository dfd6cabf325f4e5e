package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Entry.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundled portraits, learned as anybody would: the command line, on the GPU in each precision and on the CPU. */
final class PortraitsPart implements Part {
    private static final String MAIN = "dev.menny.trainer.cli.Main";
    // Chance gives a quarter; on the CPU these trainings end well above.
    private static final double LEARNED = 0.85;
    private static final int USER_CAN_MEND = 2;
    private static final List<String> GPU_PRECISIONS = List.of("fp32", "tf32", "bf16");

    @Override
    public String name() {
        return "portraits";
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(150);
    }

    @Override
    public void run(Bench bench, Deadline deadline) throws IOException {
        for (String precision : GPU_PRECISIONS) {
            train(bench, bench.device(), precision, deadline);
        }
        train(bench, "cpu", "fp32", deadline);
    }

    private void train(Bench bench, String device, String precision, Deadline deadline) throws IOException {
        Path folder = Files.createTempDirectory("menny-portraits");
        List<String> words = List.of(
                "train",
                bench.bundle().resolve("portraits").toString(),
                "--model=simple",
                "--size=" + (bench.tiny() ? 32 : 128),
                "--device=" + device,
                "--precision=" + precision,
                "--seed=42",
                "--json",
                "--out=" + folder.resolve("portraits.safetensors"));
        Command.Outcome outcome = Command.run(bench.java(List.of(), MAIN, words), deadline, bench.log());
        delete(folder);
        bench.results()
                .add(new Entry.Check(
                        name(),
                        "training of the portraits, %s %s".formatted(device, precision),
                        verdict(outcome),
                        note(outcome)));
    }

    static Verdict verdict(Command.Outcome outcome) {
        if (outcome.timedOut()) {
            return Verdict.NO_TIME;
        }
        if (outcome.exitCode() == USER_CAN_MEND) {
            return Verdict.NOT_HERE;
        }
        return outcome.succeeded() && done(outcome).path("val_accuracy").asDouble(0) >= LEARNED
                ? Verdict.PASSED
                : Verdict.FAILED;
    }

    static String note(Command.Outcome outcome) {
        JsonNode done = done(outcome);
        return outcome.succeeded()
                ? String.format(
                        Locale.ROOT,
                        "validation accuracy %.1f %% after %.1f s",
                        100 * done.path("val_accuracy").asDouble(0),
                        done.path("seconds").asDouble(0))
                : outcome.lastLine();
    }

    /** The last of the objects that the command line printed, whatever was logged after it. */
    private static JsonNode done(Command.Outcome outcome) {
        String last =
                outcome.lines().stream().filter(line -> line.startsWith("{")).reduce("{}", (before, line) -> line);
        try {
            return JsonMapper.shared().readTree(last);
        } catch (JacksonException e) {
            return JsonMapper.shared().createObjectNode();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
