package dev.menny.cuda;

import java.util.ArrayList;
import java.util.List;

/**
 * The commands of one step. As long as a known program begins with them they wait; where the step reads a result, or ends,
 * as the program does, they are given as its graph; where it does something else, one by one.
 */
final class StepRecording {
    private final StepPrograms programs;
    private final List<Command> commands = new ArrayList<>();
    private final List<Integer> interruptions = new ArrayList<>();
    private List<StepProgram> candidates;
    private int issued;

    StepRecording(StepPrograms programs) {
        this.programs = programs;
        this.candidates = programs.all();
    }

    void add(Command command) {
        int position = commands.size();
        commands.add(command);
        keepCandidates(candidates.stream()
                .filter(program -> program.hasAt(position, command))
                .toList());
    }

    /** The host is about to read what the commands so far give. */
    void interrupt() {
        int position = commands.size();
        if (position == 0 || interruptions.contains(position)) {
            return;
        }
        keepCandidates(candidates.stream()
                .filter(program -> program.isInterruptedAt(interruptions.size(), position))
                .toList());
        launchSegment(interruptions.size());
        interruptions.add(position);
    }

    /** The step is over. */
    void finish() {
        keepCandidates(candidates.stream()
                .filter(program -> program.isAll(commands.size(), interruptions))
                .toList());
        if (candidates.isEmpty()) {
            programs.learn(commands, interruptions);
        } else {
            programs.touch(candidates.getFirst());
            launchSegment(interruptions.size());
        }
    }

    private void keepCandidates(List<StepProgram> left) {
        candidates = left;
        if (left.isEmpty()) {
            issuePending();
        }
    }

    /** All candidates were interrupted where this step was, and so have this segment in common. */
    private void launchSegment(int index) {
        if (!candidates.isEmpty()) {
            candidates.getFirst().launchSegment(index);
            issued = commands.size();
        }
    }

    void issuePending() {
        while (issued < commands.size()) {
            commands.get(issued++).issue();
        }
    }
}
