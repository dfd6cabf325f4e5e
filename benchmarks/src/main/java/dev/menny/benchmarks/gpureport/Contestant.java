package dev.menny.benchmarks.gpureport;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A library in a process of its own that prepares work and runs it when it is told to. It is asked a line and answers a
 * line:
 *
 * <pre>
 * prepare TrainStepBenchmark.step model=simple … variant=eager    → ready, refused REASON or failed REASON
 * window N                                                        → seconds S, of N operations together
 * release                                                         → released
 * describe DEVICE                                                 → described WHAT, of Menny alone
 * </pre>
 *
 * Answers begin with a prompt, so that whatever else a library prints does no harm.
 */
final class Contestant implements AutoCloseable {
    /** What an answer begins with. */
    static final String PROMPT = "menny> ";

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Conversation conversation;

    /** @param log gets what is no answer */
    Contestant(List<String> command, Map<String, String> environment, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /** An answer: its first word, and the rest. */
    record Answer(String word, String rest) {
        static final String READY = "ready";
        static final String REFUSED = "refused";
        static final String SECONDS = "seconds";
        static final String LATE = "late";
        static final String FAILED = "failed";
        static final String DESCRIBED = "described";

        boolean is(String expected) {
            return word.equals(expected);
        }

        static Answer parse(String line) {
            String[] parts = line.strip().split(" ", 2);
            return new Answer(parts[0], parts.length == 2 ? parts[1] : "");
        }
    }

    private record Conversation(Process process, BufferedWriter questions, BlockingQueue<Answer> answers) {}

    /** Asks, and starts the process if it does not run. A process that is late is killed: it answers to nothing more. */
    Answer ask(String question, Deadline deadline) {
        try {
            Conversation talk = conversation == null ? start() : conversation;
            conversation = talk;
            talk.questions().write(question + "\n");
            talk.questions().flush();
            Answer answer = talk.answers().poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (answer == null || answer.is(Answer.FAILED)) {
                close();
            }
            return answer == null ? new Answer(Answer.LATE, "no answer in time") : answer;
        } catch (NotThereException e) {
            return new Answer(Answer.REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            close();
            return new Answer(Answer.FAILED, "the process cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            return new Answer(Answer.FAILED, "interrupted");
        }
    }

    /** The command cannot be started. */
    private static final class NotThereException extends IOException {
        private static final long serialVersionUID = 1;

        NotThereException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private Conversation start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new NotThereException(e);
        }
        BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> listen(process, answers));
        return new Conversation(process, process.outputWriter(StandardCharsets.UTF_8), answers);
    }

    private void listen(Process process, BlockingQueue<Answer> answers) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(PROMPT)) {
                    answers.add(Answer.parse(line.substring(PROMPT.length())));
                } else {
                    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            // The process was killed, or the log cannot be written: the end of the answers says the rest.
        }
        answers.add(
                new Answer(Answer.FAILED, "the process ended by itself: its last words are in " + log.getFileName()));
    }

    /** Ends the process. */
    @Override
    public void close() {
        Conversation talk = conversation;
        conversation = null;
        if (talk != null) {
            Command.kill(talk.process());
        }
    }
}
