package dev.menny.cuda;

import dev.menny.cuda.driver.CudaException;
import dev.menny.cuda.driver.Stream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of the steps that come again and again, and the last ones that came but once. */
final class StepPrograms implements AutoCloseable {
    // A training has some: full and last batches, for each buffer that inputs take turns in; validation likewise.
    private static final int MOST = 16;

    private static final Logger LOG = LoggerFactory.getLogger(StepPrograms.class);

    private final Stream stream;
    private final Deque<StepProgram> programs = new ArrayDeque<>();
    private final Deque<Seen> seen = new ArrayDeque<>();
    private boolean captures = true;

    private record Seen(List<Command> commands, List<Integer> interruptions) {}

    StepPrograms(Stream stream) {
        this.stream = stream;
    }

    List<StepProgram> all() {
        return List.copyOf(programs);
    }

    /** Says that a program is in use: those that are not make room for new ones. */
    void touch(StepProgram program) {
        programs.remove(program);
        programs.addFirst(program);
    }

    /** Remembers a step that no program stands for; one that comes a second time becomes a program. */
    void learn(List<Command> commands, List<Integer> interruptions) {
        if (!captures) {
            return;
        }
        Seen step = new Seen(List.copyOf(commands), List.copyOf(interruptions));
        if (seen.remove(step)) {
            capture(step);
        } else {
            seen.addFirst(step);
            if (seen.size() > MOST) {
                seen.removeLast();
            }
        }
    }

    private void capture(Seen step) {
        try {
            programs.addFirst(new StepProgram(step.commands(), step.interruptions(), stream));
        } catch (CudaException e) {
            // Slower, not wrong: each command is given by itself, as in a step that comes for the first time.
            captures = false;
            LOG.warn("steps are not replayed as CUDA graphs, since one could not be captured: {}", e.getMessage());
            return;
        }
        if (programs.size() > MOST) {
            programs.removeLast().close();
        }
    }

    @Override
    public void close() {
        programs.forEach(StepProgram::close);
        programs.clear();
    }
}
