package dev.menny.benchmarks.gpureport;

import dev.menny.benchmarks.gpureport.Contestant.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Contestants do the same work in turn, window by window: A B A B. A clock that slows down as the chip gets warm slows all of
 * them.
 */
final class Duel {
    private static final int MOST_OPERATIONS = 100_000;
    // A first window of one operation says little about short ones: the guess is made again from a longer one.
    private static final int GUESSES = 3;
    private static final double NANO = 1e-9;

    private final String part;
    private final Pace pace;

    /**
     * How long and how often.
     *
     * @param window how long a window is to take
     * @param windows of each contestant
     * @param prepare how long a contestant may prepare its work
     */
    record Pace(Duration window, int windows, Duration prepare) {}

    /** Somebody who takes part, under the name that the report uses. */
    record Side(String name, Contestant contestant, Case work) {
        Entry.Measured measured() {
            return new Entry.Measured(name, work.benchmark(), work.parameters());
        }
    }

    /** A side that is ready, with its windows. */
    private static final class Ready {
        private final Side side;
        private final List<Double> seconds = new ArrayList<>();
        private int operations = 1;

        Ready(Side side) {
            this.side = side;
        }
    }

    Duel(String part, Pace pace) {
        this.part = part;
        this.pace = pace;
    }

    /** Measures; gives for each side its windows, or why there are none. */
    List<Entry> fight(List<Side> sides, Deadline deadline) {
        List<Entry> entries = new ArrayList<>();
        List<Ready> ready = new ArrayList<>();
        for (Side side : sides) {
            if (prepare(side, deadline, entries)) {
                ready.add(new Ready(side));
            }
        }
        ready.removeIf(one -> !calibrate(one, deadline, entries));
        for (int round = 0; round < pace.windows() && (round == 0 || !deadline.isOver()); round++) {
            ready.removeIf(one -> !window(one, deadline, entries));
        }
        for (Ready one : ready) {
            one.side.contestant().ask("release", Deadline.in(pace.prepare()));
            String beside = ready.stream()
                    .filter(other -> other != one)
                    .map(other -> other.side.name())
                    .collect(Collectors.joining(", "));
            entries.add(new Entry.Timing(part, one.side.measured(), beside, List.copyOf(one.seconds)));
        }
        return entries;
    }

    private boolean prepare(Side side, Deadline deadline, List<Entry> entries) {
        // Nobody is started, only to be stopped.
        Answer answer = deadline.isOver()
                ? new Answer(Answer.LATE, "the part's time was over")
                : side.contestant()
                        .ask(side.work().question(), Deadline.in(pace.prepare()).orSooner(deadline));
        return answer.is(Answer.READY) || gap(side, answer, entries);
    }

    /** Finds how many operations make a window. */
    private boolean calibrate(Ready one, Deadline deadline, List<Entry> entries) {
        for (int guess = 0; guess < GUESSES; guess++) {
            if (!window(one, deadline, entries)) {
                return false;
            }
            double seconds = one.seconds.removeLast();
            double wanted = pace.window().toNanos() * NANO / seconds;
            one.operations = (int) Math.clamp(Math.round(wanted), 1L, MOST_OPERATIONS);
        }
        return true;
    }

    private boolean window(Ready one, Deadline deadline, List<Entry> entries) {
        // A window that has begun may end, even if the last one of a part is a little late.
        Deadline patience = Deadline.in(deadline.left().plus(pace.window().multipliedBy(GUESSES)));
        Answer answer = one.side.contestant().ask("window " + one.operations, patience);
        if (answer.is(Answer.SECONDS)) {
            one.seconds.add(Double.parseDouble(answer.rest()) / one.operations);
            return true;
        }
        return gap(one.side, answer, entries);
    }

    private boolean gap(Side side, Answer answer, List<Entry> entries) {
        String word = switch (answer.word()) {
            case Answer.REFUSED -> Entry.Gap.NOT_HERE;
            case Answer.LATE -> Entry.Gap.NO_TIME;
            default -> Entry.Gap.FAILED;
        };
        entries.add(new Entry.Gap(part, side.measured(), word, answer.rest()));
        return false;
    }
}
