package dev.menny.benchmarks.gpureport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that does one thing and ends. */
final class Command {
    private static final int READER_SECONDS = 5;

    private Command() {}

    /**
     * How it ended.
     *
     * @param exitCode the process's; -1 if its time was over or it could not be started
     * @param lines what it printed
     */
    record Outcome(int exitCode, boolean timedOut, List<String> lines) {
        boolean succeeded() {
            return exitCode == 0;
        }

        /** The last line that says something, such as why it failed. */
        String lastLine() {
            return lines.stream().filter(line -> !line.isBlank()).reduce("", (before, line) -> line.strip());
        }
    }

    /**
     * Runs a command and waits for it, but no longer than there is time: then it is killed with all that it started.
     *
     * @param log gets a copy of what it prints
     */
    static Outcome run(List<String> command, Deadline deadline, Path log) throws IOException {
        List<String> lines = new ArrayList<>();
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Outcome(-1, false, List.of(String.valueOf(e.getMessage())));
        }
        process.getOutputStream().close();
        Thread reader = Thread.ofVirtual().start(() -> read(process, lines));
        try {
            boolean ended = process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                kill(process);
            }
            reader.join(TimeUnit.SECONDS.toMillis(READER_SECONDS));
            List<String> printed = snapshot(lines);
            Files.write(log, printed, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new Outcome(ended ? process.exitValue() : -1, !ended, printed);
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void read(Process process, List<String> lines) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            // The process was killed: what it had printed counts.
        }
    }

    private static List<String> snapshot(List<String> lines) {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Ends a process and all that it started. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
