package dev.menny.app.inference;

import dev.menny.app.model.Models.Lease;
import dev.menny.app.model.ServedModel;
import dev.menny.io.Prediction;
import dev.menny.trainer.data.Picture;
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

    // Without a bound of its own: it holds no more than were admitted.
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();
    private final IntConsumer batchSizes;
    private final Thread thread;

    /** @param batchSizes hears each batch's size */
    Batcher(IntConsumer batchSizes) {
        this.batchSizes = batchSizes;
        this.thread = Thread.ofPlatform().daemon().name("menny-batches").start(this::run);
    }

    /**
     * A prediction and what it took.
     *
     * @param nanos the picture's share of its batch
     */
    record Computed(Prediction prediction, long nanos) {}

    private record Waiting(ServedModel model, Picture picture, CompletableFuture<Computed> result) {}

    /**
     * Predicts as soon as the batch before is done.
     *
     * @param lease stays open until the result is there
     * @param picture in the format of the lease's model
     */
    CompletableFuture<Computed> predict(Lease lease, Picture picture) {
        Waiting request = new Waiting(lease.model(), picture, new CompletableFuture<>());
        waiting.add(request);
        return request.result();
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, LARGEST_BATCH - 1);
                // More than one model only just after one was replaced.
                Map<ServedModel, List<Waiting>> byModel = new IdentityHashMap<>();
                batch.forEach(request -> byModel.computeIfAbsent(request.model(), model -> new ArrayList<>())
                        .add(request));
                byModel.forEach(this::compute);
                batch.clear();
            }
        } catch (InterruptedException e) {
            waiting.forEach(request -> request.result().completeExceptionally(new QueueFullException()));
            Thread.currentThread().interrupt();
        }
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
            requests.forEach(request -> request.result().completeExceptionally(e));
        }
    }

    /** Ends after the present batch; who still waits for another one is told to come again. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
