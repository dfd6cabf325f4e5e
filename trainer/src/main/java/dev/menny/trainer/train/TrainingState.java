package dev.menny.trainer.train;

import dev.menny.autograd.RandomStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a training stands, between two steps. With the weights and the optimizer's numbers it decides all that follows,
 * so it is what a checkpoint keeps.
 */
final class TrainingState {
    private final List<EpochResult> results;
    private final RandomStream dropout;
    private RunningScore running;
    private int step;
    private double epochSeconds;

    /** Before the first step. */
    TrainingState(long seed) {
        this(List.of(), RandomStream.of(seed), new RunningScore(), 0, 0);
    }

    /** As the accessors told before. */
    TrainingState(
            List<EpochResult> results, RandomStream dropout, RunningScore running, int step, double epochSeconds) {
        this.results = new ArrayList<>(results);
        this.dropout = dropout;
        this.running = running;
        this.step = step;
        this.epochSeconds = epochSeconds;
    }

    /** The epochs that are over. */
    List<EpochResult> results() {
        return Collections.unmodifiableList(results);
    }

    /** What dropout draws from. */
    RandomStream dropout() {
        return dropout;
    }

    /** The score of the present epoch so far. */
    RunningScore running() {
        return running;
    }

    /** The present epoch, from 1. */
    int epoch() {
        return results.size() + 1;
    }

    /** Steps of the present epoch that are done. */
    int step() {
        return step;
    }

    /** Seconds that the steps of the present epoch took. */
    double epochSeconds() {
        return epochSeconds;
    }

    /** Seconds that all steps and validations took. */
    double seconds() {
        return results.stream().mapToDouble(EpochResult::seconds).sum() + epochSeconds;
    }

    void stepDone(double seconds) {
        step++;
        epochSeconds += seconds;
    }

    void epochDone(EpochResult result) {
        results.add(result);
        running = new RunningScore();
        step = 0;
        epochSeconds = 0;
    }

    /** True if the last epoch that is over was the best so far. */
    boolean lastIsBest() {
        return !results.isEmpty() && results.getLast().best();
    }
}
