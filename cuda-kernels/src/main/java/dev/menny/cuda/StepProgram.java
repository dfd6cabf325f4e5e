package dev.menny.cuda;

import dev.menny.cuda.driver.Graph;
import dev.menny.cuda.driver.Stream;
import java.util.ArrayList;
import java.util.List;

/**
 * A step that came twice: its commands, captured as one graph for each stretch that nothing is read in between.
 *
 * <p>Capturing happens here alone, from commands that have all run before, so that nothing is allocated, searched for or
 * waited for meanwhile.
 */
final class StepProgram implements AutoCloseable {
    private final List<Command> commands;
    private final List<Integer> interruptions;
    private final Stream stream;
    private final List<Graph> segments = new ArrayList<>();

    /**
     * Captures a step.
     *
     * @param interruptions how many commands came before each reading, ascending
     */
    StepProgram(List<Command> commands, List<Integer> interruptions, Stream stream) {
        this.commands = List.copyOf(commands);
        this.interruptions = List.copyOf(interruptions);
        this.stream = stream;
        try {
            int from = 0;
            for (int to : this.interruptions) {
                capture(from, to);
                from = to;
            }
            capture(from, commands.size());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void capture(int from, int to) {
        segments.add(stream.capture(() -> commands.subList(from, to).forEach(Command::issue)));
    }

    boolean hasAt(int position, Command command) {
        return position < commands.size() && commands.get(position).equals(command);
    }

    /** True if its reading number {@code index} comes after {@code position} commands. */
    boolean isInterruptedAt(int index, int position) {
        return index < interruptions.size() && interruptions.get(index) == position;
    }

    boolean isAll(int length, List<Integer> interruptedAt) {
        return commands.size() == length && interruptions.equals(interruptedAt);
    }

    void launchSegment(int index) {
        segments.get(index).launch(stream);
    }

    @Override
    public void close() {
        segments.forEach(Graph::close);
    }
}
