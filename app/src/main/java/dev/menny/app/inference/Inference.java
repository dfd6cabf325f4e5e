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
        // Nothing is rejected: close() takes all permits before it ends the decoders.
        return CompletableFuture.supplyAsync(work, decoders)
                .thenCompose(Function.identity())
                .whenComplete((answer, failure) -> admission.release());
    }

    /** Admits nobody any more, and gives those who were admitted some time to be served. */
    public void close(Duration patience) {
        try {
            admission.tryAcquire(queue, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        decoders.shutdownNow();
        batcher.close();
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(5));
    }
}
