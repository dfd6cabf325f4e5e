package dev.menny.app.inference;

import dev.menny.app.model.Models;
import dev.menny.app.model.Models.Lease;
import dev.menny.app.model.ServedModel;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureReader;
import dev.menny.trainer.data.PictureSize;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Does what requests ask for, within bounds: no more than a number of them are admitted at once, the others are refused
 * right away; of these no more are decoded at once than there are threads, which bounds the memory that decoded pictures
 * take; and those that wait for the network are kept at its small size.
 */
public final class Inference implements AutoCloseable {
    private static final double NANOS_PER_MILLI = 1e6;
    // Four as a decoder has them, three as we do, and a copy to turn it upright.
    private static final long BYTES_PER_PIXEL = 10;

    private static final Duration LAST_DECODING = Duration.ofSeconds(5);

    private final Models models;
    private final int queue;
    private final long maxPixels;
    private final Semaphore admission;
    private final ExecutorService decoders;
    private final Batcher batcher;

    /**
     * Ready to work.
     *
     * @param models lends the model
     * @param threads that decode, at least 1
     * @param queue requests at once, at least 1
     * @param maxPixels of a picture; less where the heap does not hold one such picture per thread in its half
     * @param batchSizes hears each batch's size
     */
    public Inference(Models models, int threads, int queue, long maxPixels, IntConsumer batchSizes) {
        this.models = models;
        this.queue = queue;
        this.maxPixels = Math.min(maxPixels, Runtime.getRuntime().maxMemory() / 2 / threads / BYTES_PER_PIXEL);
        this.admission = new Semaphore(queue);
        ThreadFactory named =
                Thread.ofPlatform().daemon().name("menny-decode-", 1).factory();
        this.decoders = Executors.newFixedThreadPool(threads, named);
        this.batcher = new Batcher(batchSizes);
    }

    /** Requests that are waiting or being worked on. */
    public int admitted() {
        return queue - admission.availablePermits();
    }

    /** Whether predictions are computed; only after its end, or if something is badly broken, they are not. */
    public boolean isAlive() {
        return batcher.isAlive();
    }

    /**
     * Tells what a picture shows. The future fails with {@link dev.menny.trainer.data.PictureException} or
     * {@link NoModelException}.
     *
     * @param content of a picture file
     * @throws QueueFullException if there is too much to do already
     */
    public CompletableFuture<Answer> predict(byte[] content) {
        return admit(() -> withLease(lease -> {
            long start = System.nanoTime();
            Picture picture = read(content);
            PictureSize size = new PictureSize(picture.height(), picture.width());
            Picture fitted = lease.model().format().fit(picture);
            long decoding = System.nanoTime() - start;
            return batcher.predict(lease, fitted)
                    .thenApply(computed -> new Answer(
                            computed.prediction(),
                            size,
                            lease.model().format().region(size.height(), size.width()),
                            (decoding + computed.nanos()) / NANOS_PER_MILLI));
        }));
    }

    /**
     * Looks at a picture with the model, on a thread that decodes.
     *
     * @param content of a picture file
     * @throws QueueFullException if there is too much to do already
     */
    public <T> CompletableFuture<T> examine(byte[] content, BiFunction<ServedModel, Picture, T> examination) {
        return admit(() ->
                withLease(lease -> CompletableFuture.completedFuture(examination.apply(lease.model(), read(content)))));
    }

    /**
     * Works on a picture without a model, on a thread that decodes.
     *
     * @param content of a picture file
     * @throws QueueFullException if there is too much to do already
     */
    public <T> CompletableFuture<T> decode(byte[] content, Function<Picture, T> work) {
        return admit(() -> CompletableFuture.completedFuture(work.apply(read(content))));
    }

    private Picture read(byte[] content) {
        return PictureReader.read(content, maxPixels);
    }

    private <T> CompletableFuture<T> withLease(Function<Lease, CompletableFuture<T>> work) {
        Lease lease = models.lease().orElseThrow(NoModelException::new);
        CompletableFuture<T> result;
        try {
            result = work.apply(lease);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
        return result.whenComplete((answer, failure) -> lease.close());
    }

    private <T> CompletableFuture<T> admit(Supplier<CompletableFuture<T>> work) {
        if (!admission.tryAcquire()) {
            throw new QueueFullException();
        }
        Task<T> task = new Task<>(work, new CompletableFuture<>());
        CompletableFuture<T> result =
                task.begun().thenCompose(Function.identity()).whenComplete((answer, failure) -> admission.release());
        try {
            decoders.execute(task);
        } catch (RejectedExecutionException e) { // after the end
            task.drop();
        }
        return result;
    }

    /** What a thread that decodes has to begin; unlike the task of a future, it can be told that it never will be. */
    private record Task<T>(Supplier<CompletableFuture<T>> work, CompletableFuture<CompletableFuture<T>> begun)
            implements Runnable {
        @Override
        public void run() {
            try {
                begun.complete(work.get());
            } catch (RuntimeException | Error e) { // whatever it is, who waits must hear of it
                begun.completeExceptionally(e);
            }
        }

        void drop() {
            begun.completeExceptionally(new QueueFullException());
        }
    }

    /**
     * Admits nobody any more, and gives those who were admitted some time to be served; then whoever still waits is told to
     * come again, and what is being computed ends.
     */
    public void close(Duration patience) {
        if (decoders.isShutdown()) {
            return;
        }
        try {
            admission.tryAcquire(queue, patience.toMillis(), TimeUnit.MILLISECONDS);
            dropTheRest();
            decoders.awaitTermination(LAST_DECODING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            dropTheRest();
            Thread.currentThread().interrupt();
        }
        batcher.close();
    }

    private void dropTheRest() {
        for (Runnable waiting : decoders.shutdownNow()) {
            if (waiting instanceof Task<?> task) {
                task.drop();
            }
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
