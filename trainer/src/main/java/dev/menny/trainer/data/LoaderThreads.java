package dev.menny.trainer.data;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;

/** The threads of a loader. Whoever asks for work after they were stopped hears that the loader is closed. */
final class LoaderThreads implements AutoCloseable {
    private final ExecutorService workers;

    /** @param count at least 1 */
    LoaderThreads(int count) {
        workers = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("menny-loader-", 0).factory());
    }

    Future<?> submit(Runnable task) {
        try {
            return workers.submit(task);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    /** Waits for tasks up to the first that failed, and throws what it threw. */
    static void await(List<Future<?>> tasks) {
        tasks.forEach(LoaderThreads::await);
    }

    /** Runs a task for 0, 1, …, {@code count - 1}; if some fail, throws what the first of them threw once all have ended. */
    void forEach(int count, IntConsumer task) {
        List<Future<?>> tasks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int index = i;
            tasks.add(submit(() -> task.accept(index)));
        }
        RuntimeException failure = null;
        for (Future<?> running : tasks) {
            try {
                await(running);
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static void await(Future<?> task) {
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            // Loading throws no checked exceptions.
            throw (RuntimeException) e.getCause();
        } catch (CancellationException e) {
            throw closed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for pictures", e);
        }
    }

    private static IllegalStateException closed(RuntimeException cause) {
        return new IllegalStateException("The data loader is closed: open a new one", cause);
    }

    /** Stops the threads and waits for them. */
    @Override
    public void close() {
        // Whoever waits for a picture that will not be loaded any more must hear of it.
        for (Runnable waiting : workers.shutdownNow()) {
            if (waiting instanceof Future<?> future) {
                future.cancel(false);
            }
        }
        workers.close();
    }
}
