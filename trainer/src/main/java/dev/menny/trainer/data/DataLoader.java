package dev.menny.trainer.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns labelled pictures into batches, decoding and augmenting on its own threads up to two batches ahead. The data
 * depend on (seed, epoch, index of the picture) only, never on the number of threads, the cache or timing.
 *
 * <p>Each pass has its own iterator; an iterator belongs to one thread. The {@code pixels} of a batch are filled again
 * once its iterator moves on. A picture that cannot be read surfaces as {@link DataException} from {@code next()}.
 */
public final class DataLoader implements AutoCloseable {
    private static final int BATCHES_AHEAD = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<LabeledImage> images;
    private final PictureStore store;
    private final PictureFormat format;
    private final int batchSize;
    private final long seed;
    private final LongAdder waitedNanos = new LongAdder();
    private final BufferPool buffers = new BufferPool(BATCHES_AHEAD + 1);
    private final ExecutorService workers;

    /**
     * Starts a loader; no picture is read before a pass begins.
     *
     * @param store decodes the pictures and keeps them; says how they are augmented and what they are brought to
     * @param batchSize at least 1
     * @param threads at least 1
     * @throws DataException if a batch would not fit into a Java array
     */
    public DataLoader(List<LabeledImage> images, PictureStore store, int batchSize, long seed, int threads) {
        if (batchSize < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "A loader needs a batch size and threads of at least 1, got " + batchSize + " and " + threads);
        }
        this.images = List.copyOf(images);
        this.store = store;
        this.format = store.format();
        this.batchSize = Math.min(batchSize, Math.max(1, images.size()));
        this.seed = seed;
        if ((long) this.batchSize * format.samples() > Integer.MAX_VALUE) {
            throw new DataException("A batch of %d pictures of %dx%dx%d is over 2^31 values: choose a smaller batch"
                    .formatted(batchSize, format.height(), format.width(), format.channels()));
        }
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("menny-loader-", 0).factory());
    }

    /** Number of pictures. */
    public int size() {
        return images.size();
    }

    /** Number of batches that one pass has; the last may be smaller. */
    public int batches() {
        return Math.ceilDiv(images.size(), batchSize);
    }

    /** One pass in training: shuffled and augmented anew for each epoch (from 0), the last partial batch kept. */
    public Iterable<Batch> epoch(int epoch) {
        return epoch(epoch, 0);
    }

    /**
     * The rest of a pass in training, exactly as the whole pass would go on.
     *
     * @param epoch from 0
     * @param fromStep how many batches to leave out, from 0 to {@link #batches()}
     */
    public Iterable<Batch> epoch(int epoch, int fromStep) {
        if (fromStep < 0 || fromStep > batches()) {
            throw new IllegalArgumentException("A pass of %d batches has no step %d".formatted(batches(), fromStep));
        }
        return () -> {
            RandomGenerator random = Seeds.stream(seed, Seeds.SHUFFLE, epoch);
            int[] order = Seeds.permutation(images.size(), random);
            return new Pass(order, Math.min(fromStep * batchSize, order.length), index -> augmented(epoch, index));
        };
    }

    /** One pass in the order of the list, nothing augmented: for evaluation. */
    public Iterable<Batch> ordered() {
        return () -> new Pass(IntStream.range(0, images.size()).toArray(), 0, this::plain);
    }

    /** The picture at {@code index} of the list as {@link #epoch} gives it in that epoch. */
    public Picture augmented(int epoch, int index) {
        Picture picture = store.toAugment(images.get(index).file());
        RandomGenerator random = Seeds.stream(seed, Seeds.AUGMENT, epoch, index);
        for (Augmentation augmentation : store.augmentations()) {
            picture = augmentation.apply(picture, random);
        }
        return store.finished(picture);
    }

    /** The picture at {@code index} of the list as {@link #ordered} gives it. */
    public Picture plain(int index) {
        return store.fitted(images.get(index).file());
    }

    /**
     * How long, over all passes so far, whoever asked for a batch had to wait for its pictures. Where that is a good part
     * of the time that passed, the loader starves the device.
     */
    public double waitedSeconds() {
        return waitedNanos.sum() / NANOS_PER_SECOND;
    }

    /** True if all pictures of {@link #epoch} stay decoded, so that none will be decoded again. */
    public boolean keepsAll() {
        return images.stream().allMatch(image -> store.keeps(image.file()));
    }

    /** Stops the threads and waits for them; a pass under way ends with {@link IllegalStateException}. */
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

    private interface PictureSource {
        Picture get(int index);
    }

    /** A batch on its way: the arrays and what still writes to them. */
    private record Pending(float[] pixels, int[] labels, List<Future<?>> pictures) {}

    private final class Pass implements Iterator<Batch> {
        private final int[] order;
        private final PictureSource source;
        private final Deque<Pending> ahead = new ArrayDeque<>();
        private int submitted;
        private float @Nullable [] lent;

        Pass(int[] order, int from, PictureSource source) {
            this.order = order;
            this.submitted = from;
            this.source = source;
            for (int i = 0; i < BATCHES_AHEAD; i++) {
                submitBatch();
            }
        }

        @Override
        public boolean hasNext() {
            if (ahead.isEmpty()) {
                takeBackLent();
            }
            return !ahead.isEmpty();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the pass is over");
            }
            takeBackLent();
            Pending pending = ahead.removeFirst();
            submitBatch();
            await(pending.pictures());
            lent = pending.pixels();
            return new Batch(
                    pending.labels().length,
                    pending.pixels(),
                    pending.labels(),
                    format.height(),
                    format.width(),
                    format.channels());
        }

        private void takeBackLent() {
            if (lent != null) {
                buffers.giveBack(lent);
                lent = null;
            }
        }

        private void submitBatch() {
            int size = Math.min(batchSize, order.length - submitted);
            if (size == 0) {
                return;
            }
            float[] pixels = buffers.take(size * format.samples());
            int[] labels = new int[size];
            List<Future<?>> pictures = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int index = order[submitted++];
                int offset = i * format.samples();
                labels[i] = images.get(index).label();
                pictures.add(submit(() -> source.get(index).toFloats(pixels, offset)));
            }
            ahead.addLast(new Pending(pixels, labels, pictures));
        }
    }

    private Future<?> submit(Runnable task) {
        try {
            return workers.submit(task);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    private void await(List<Future<?>> pictures) {
        long start = System.nanoTime();
        try {
            pictures.forEach(DataLoader::await);
        } finally {
            waitedNanos.add(System.nanoTime() - start);
        }
    }

    private static void await(Future<?> picture) {
        try {
            picture.get();
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
}
