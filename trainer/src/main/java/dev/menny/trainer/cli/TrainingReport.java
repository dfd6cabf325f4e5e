package dev.menny.trainer.cli;

import dev.menny.trainer.train.History;
import dev.menny.trainer.train.TrainingListener;

/** Tells the user how a training goes. */
interface TrainingReport extends TrainingListener, AutoCloseable {
    /** Before the device is opened. */
    void job(TrainingJob job);

    /** When the weights are saved. */
    void done(TrainingJob job, History history, double seconds);

    /** When somebody asked to stop and the state is saved, if it is to be. */
    void interrupted(TrainingJob job, History history);

    /** Leaves the terminal as it was. */
    @Override
    void close();
}
