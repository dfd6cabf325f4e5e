package dev.menny.app.inference;

import dev.menny.app.model.Models.Lease;
import dev.menny.app.model.ServedModel;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.Picture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;

/**
 * Computes predictions, one batch after the other: whatever waits goes into the next one, so that a lonely picture never
 * waits for company, and many share what a batch costs.
 */
final class Batcher implements AutoCloseable {
    private static final int LARGEST_BATCH = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // Without a bound of its own: it holds no more than were admitted.
    private final BlockingQueue<Waiting> waiting;
    private final IntConsumer batchSizes;
    private final Thread thread;
    private volatile boolean over;

    /** @param batchSizes hears each batch's size */
    Batcher(IntConsumer batchSizes) {
        this(batchSizes, new LinkedBlockingQueue<>());
    }

    Batcher(IntConsumer batchSizes, BlockingQueue<Waiting> waiting) {
        this.waiting = waiting;
        this.batchSizes = batchSizes;
        this.thread = Thread.ofPlatform().daemon().name("menny-batches").start(this::run);
    }

    /**
     * A prediction and what it took.
     *
     * @param nanos the picture's share of its batch
     */
    record Computed(Prediction prediction, long nanos) {}

    /** A picture on its way into a batch. */
    record Waiting(ServedModel model, Picture picture, CompletableFuture<Computed> result) {}

    /**
     * Predicts as soon as the batch before is done.
     *
     * @param lease stays open until the result is there
     * @param picture in the format of the lease's model
     */
    CompletableFuture<Computed> predict(Lease lease, Picture picture) {
        Waiting request = new Waiting(lease.model(), picture, new CompletableFuture<>());
        waiting.add(request);
        if (over) { // perhaps since after the last look into the queue
            refuse(request);
        }
        return request.result();
    }

    /** Whether batches are computed, as they are until the end. */
    boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(LARGEST_BATCH);
        try {
            while (true) {
                computeNext(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over = true;
            waiting.forEach(Batcher::refuse);
        }
    }

    private void computeNext(List<Waiting> batch) throws InterruptedException {
        try {
            batch.add(waiting.take());
            waiting.drainTo(batch, LARGEST_BATCH - 1);
            // More than one model only just after one was replaced.
            Map<ServedModel, List<Waiting>> byModel = new IdentityHashMap<>();
            batch.forEach(request -> byModel.computeIfAbsent(request.model(), model -> new ArrayList<>())
                    .add(request));
            byModel.forEach(this::compute);
        } catch (RuntimeException | Error e) { // the thread must outlive it: nobody else computes
            batch.forEach(request -> fail(request, e));
        } finally {
            batch.clear();
        }
    }

    private static void fail(Waiting request, Throwable failure) {
        try {
            request.result().completeExceptionally(failure);
        } catch (RuntimeException | Error e) {
            // No memory even for that: the others still get theirs.
        }
    }

    private static void refuse(Waiting request) {
        fail(request, new QueueFullException());
    }

    private void compute(ServedModel model, List<Waiting> requests) {
        try {
            long start = System.nanoTime();
            Iterator<Prediction> predictions = model.predict(
                            requests.stream().map(Waiting::picture).toList())
                    .iterator();
            long nanosEach = (System.nanoTime() - start) / requests.size();
            batchSizes.accept(requests.size());
            requests.forEach(request -> request.result().complete(new Computed(predictions.next(), nanosEach)));
        } catch (RuntimeException | Error e) { // whatever it is, those who wait must hear of it
            requests.forEach(request -> fail(request, e));
        }
    }

    /** Waits for the end of the present batch; who still waits for another one is told to come again. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
