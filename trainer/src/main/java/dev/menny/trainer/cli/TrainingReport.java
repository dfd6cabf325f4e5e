package dev.menny.trainer.cli;

import dev.menny.trainer.model.Evaluation;
import dev.menny.trainer.train.History;
import dev.menny.trainer.train.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Tells the user how a training goes. */
interface TrainingReport extends TrainingListener, AutoCloseable {
    /** Before the first step, when nothing stands in the way any more. */
    void job(TrainingJob job);

    /** When the network has its first weights from a file; {@code what} says which, in one line. */
    void initialized(String what);

    /**
     * When the weights are saved.
     *
     * @param test how they do on the test part, or null without one
     */
    void done(TrainingJob job, History history, @Nullable Evaluation test, double seconds);

    /** When somebody asked to stop and the state is saved, if it is to be. */
    void interrupted(TrainingJob job, History history);

    /** Leaves the terminal as it was. */
    @Override
    void close();
}
