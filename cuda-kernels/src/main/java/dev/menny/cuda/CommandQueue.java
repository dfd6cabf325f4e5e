package dev.menny.cuda;

import dev.menny.cuda.driver.Event;
import dev.menny.cuda.driver.Gpu;
import dev.menny.cuda.driver.Stream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the device's compute stream. Commands are given to it at once, except within a step that does what an
 * earlier one did: those wait for the step's end and are then given as one graph.
 *
 * <p>For any number of threads; a step holds the others up until it has ended.
 */
final class CommandQueue implements AutoCloseable {
    private final Gpu gpu;
    private final Stream stream;
    private final StepPrograms programs;
    private final Event stepDone = new Event();
    // Fair: a training takes it again at once, and those who load its next batch must get their turn.
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable StepRecording recording;

    CommandQueue(Gpu gpu, Stream stream) {
        this.gpu = gpu;
        this.stream = stream;
        this.programs = new StepPrograms(stream);
    }

    /** Does something that no other thread's commands may come between. */
    <T> T exclusively(Supplier<T> work) {
        lock.lock();
        try {
            gpu.makeCurrent();
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #exclusively(Supplier)}, without a result. */
    void exclusively(Runnable work) {
        exclusively(() -> {
            work.run();
            return 0;
        });
    }

    void submit(Command command) {
        exclusively(() -> {
            if (recording == null) {
                command.issue();
            } else {
                recording.add(command);
            }
        });
    }

    /** True if this thread is in a step. */
    boolean isInStep() {
        return lock.isHeldByCurrentThread() && recording != null;
    }

    /**
     * Runs a step.
     *
     * @param begin done first, once the device has finished the last step
     */
    <T> T step(Runnable begin, Supplier<T> body) {
        return exclusively(() -> {
            if (recording != null) {
                return body.get(); // a step within a step is a part of it
            }
            stepDone.synchronize();
            begin.run();
            StepRecording current = new StepRecording(programs);
            recording = current;
            try {
                T result = body.get();
                current.finish();
                return result;
            } finally {
                recording = null;
                endStep(current);
            }
        });
    }

    /** A body that failed has done what it did before. */
    private void endStep(StepRecording step) {
        try {
            step.issuePending();
        } finally {
            stepDone.record(stream);
        }
    }

    /** Gives all commands so far to the stream: before the host reads, or gives work to it by itself. */
    void flush() {
        exclusively(() -> {
            if (recording != null) {
                recording.interrupt();
            }
        });
    }

    /** Waits until all commands so far are done. */
    void synchronize() {
        exclusively(() -> {
            flush();
            stream.synchronize();
        });
    }

    /** Forgets the steps that could be replayed, before what they refer to goes. */
    void forgetSteps() {
        exclusively(programs::close);
    }

    @Override
    public void close() {
        exclusively(() -> {
            programs.close();
            stepDone.close();
        });
    }
}
