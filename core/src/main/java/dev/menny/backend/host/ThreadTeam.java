package dev.menny.backend.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A fixed team of platform threads that shares out numbered tasks; the calling thread works too.
 *
 * <p>Which thread runs which task is left to chance, so results must depend on task numbers alone: tasks write to places
 * of their own, and sums over tasks are added up in task order afterwards. Then any number of threads gives the same
 * bits.
 */
public final class ThreadTeam implements AutoCloseable {
    private final int size;
    private final ExecutorService helpers;

    /** @param size threads in all, the caller included; at least 1 */
    public ThreadTeam(int size) {
        this.size = size;
        this.helpers = Executors.newFixedThreadPool(Math.max(1, size - 1), task -> {
            Thread thread = new Thread(task, "menny-kernel");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Threads in all, the caller included. */
    public int size() {
        return size;
    }

    /**
     * Runs {@code task} for 0, 1, …, {@code count - 1} and returns when all are done.
     *
     * @throws RuntimeException what a task threw, if one did
     */
    public void run(int count, IntConsumer task) {
        run(count, () -> task::accept);
    }

    /**
     * Runs the tasks 0, 1, …, {@code count - 1} and returns when all are done. Each thread that takes part has a worker of
     * its own, with the memory that its tasks need one after another.
     *
     * @param workers makes a worker; called by the thread that will use it
     * @throws RuntimeException what a task threw, if one did
     */
    public void run(int count, Supplier<? extends Worker> workers) {
        int helping = Math.min(size, count) - 1;
        if (helping <= 0) {
            if (count > 0) {
                try (Worker worker = workers.get()) {
                    for (int i = 0; i < count; i++) {
                        worker.run(i);
                    }
                }
            }
            return;
        }
        Round round = new Round(count, workers, helping);
        for (int i = 0; i < helping; i++) {
            helpers.execute(round::help);
        }
        round.work();
        round.await();
    }

    /**
     * Cuts {@code [0, length)} into ranges of {@code grain} elements and runs them as tasks.
     *
     * @param grain elements a range, at least 1; it depends on the work alone, never on the number of threads
     */
    public void runRanges(long length, int grain, RangeTask task) {
        run(Math.toIntExact((length + grain - 1) / grain), i -> {
            long from = (long) i * grain;
            task.accept((int) from, (int) Math.min(length, from + grain));
        });
    }

    @Override
    public void close() {
        helpers.shutdown();
    }

    /** Computes tasks, one at a time. What a task gives must not depend on the tasks that its worker did before. */
    @FunctionalInterface
    public interface Worker extends AutoCloseable {
        /** Computes one task. */
        void run(int task);

        /** Gives back what the worker holds. */
        @Override
        default void close() {}
    }

    /** Work on the elements from {@code from} to before {@code to}. */
    @FunctionalInterface
    public interface RangeTask {
        /** Computes one range. */
        void accept(int from, int to);
    }

    /** One call of {@link #run}: the next task to claim, who is still at work, and the first failure. */
    private static final class Round {
        private final int count;
        private final Supplier<? extends Worker> workers;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch helping;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Round(int count, Supplier<? extends Worker> workers, int helpers) {
            this.count = count;
            this.workers = workers;
            this.helping = new CountDownLatch(helpers);
        }

        void help() {
            try {
                work();
            } finally {
                helping.countDown();
            }
        }

        void work() {
            // A thread that comes too late for any task makes no worker.
            int first = next.getAndIncrement();
            if (first >= count) {
                return;
            }
            try (Worker worker = workers.get()) {
                for (int i = first; i < count; i = next.getAndIncrement()) {
                    worker.run(i);
                }
            } catch (RuntimeException | Error e) {
                next.set(count);
                failure.compareAndSet(null, e);
            }
        }

        void await() {
            boolean interrupted = false;
            while (true) {
                try {
                    helping.await();
                    break;
                } catch (InterruptedException e) {
                    // Tasks still write into the caller's buffers: leave only when they are done.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
    }
}
