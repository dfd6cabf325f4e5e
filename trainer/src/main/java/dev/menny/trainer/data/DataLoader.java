package dev.menny.trainer.data;

import dev.menny.backend.Backend;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns labelled pictures into batches, decoding and augmenting on its own threads up to two batches ahead. The data
 * depend on (seed, epoch, index of the picture) only, never on the number of threads, the cache or timing.
 *
 * <p>For a device that {@linkplain Backend#prefersRawPixels prefers raw pixels}, pictures are sent as bytes. Training
 * pictures lie there for good if they leave room enough, and the device makes each batch of them by the same random draws:
 * interpolated once where the host rounds after every step, and with the contrast of a jitter spread about a mean that is
 * estimated from a thumbnail. An augmentation of one's own is made on the host as ever.
 *
 * <p>Each pass has its own iterator; an iterator belongs to one thread. The memory of a batch is filled again once its
 * iterator moves on. A picture that cannot be read surfaces as {@link DataException} from {@code iterator()} or {@code
 * next()}.
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
    private final LoaderThreads workers;
    private final @Nullable DeviceFeed feed;

    /**
     * Starts a loader whose batches are made on the host, for any device; no picture is read before a pass begins.
     *
     * @param store decodes the pictures and keeps them; says how they are augmented and what they are brought to
     * @param batchSize at least 1
     * @param threads at least 1
     * @throws DataException if a batch would not fit into a Java array
     */
    public DataLoader(List<LabeledImage> images, PictureStore store, int batchSize, long seed, int threads) {
        this(images, store, batchSize, seed, threads, null);
    }

    /**
     * Starts a loader for one device, which may get its pictures as it likes them best; no picture is read before a pass
     * begins.
     *
     * @param store decodes the pictures and keeps them; says how they are augmented and what they are brought to
     * @param batchSize at least 1
     * @param threads at least 1
     * @param device what computes on the batches; null for any
     * @throws DataException if a batch would not fit into a Java array
     */
    public DataLoader(
            List<LabeledImage> images,
            PictureStore store,
            int batchSize,
            long seed,
            int threads,
            @Nullable Backend device) {
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
        this.workers = new LoaderThreads(threads);
        this.feed = device != null && device.prefersRawPixels() ? new DeviceFeed(device, store, this.batchSize) : null;
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
            return new Pass(order, Math.min(fromStep * batchSize, order.length), varied(epoch));
        };
    }

    /** One pass in the order of the list, nothing augmented: for evaluation. */
    public Iterable<Batch> ordered() {
        return () -> new Pass(
                IntStream.range(0, images.size()).toArray(),
                0,
                feed == null ? new FloatBatches(format, buffers, this::plain) : feed.sent(this::plain));
    }

    private BatchMaker varied(int epoch) {
        if (feed == null) {
            return new FloatBatches(format, buffers, index -> augmented(epoch, index));
        }
        return feed.sampled(images.size(), this::toAugment, workers, (index, view) -> augmented(epoch, index, view))
                .orElseGet(() -> feed.sent(index -> augmented(epoch, index)));
    }

    private Picture toAugment(int index) {
        return store.toAugment(images.get(index).file());
    }

    /** The picture at {@code index} of the list as {@link #epoch} gives it in that epoch. */
    public Picture augmented(int epoch, int index) {
        Picture picture = toAugment(index);
        RandomGenerator random = Seeds.stream(seed, Seeds.AUGMENT, epoch, index);
        for (Augmentation augmentation : store.augmentations()) {
            picture = augmentation.apply(picture, random);
        }
        return store.finished(picture);
    }

    /** The same of a view, by the same draws. */
    private View augmented(int epoch, int index, View view) {
        View changed = view;
        RandomGenerator random = Seeds.stream(seed, Seeds.AUGMENT, epoch, index);
        for (PlannedAugmentation augmentation : PlannedAugmentation.of(store.augmentations())) {
            changed = augmentation.change(changed, random);
        }
        return store.finished(changed);
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

    /** True if all pictures of {@link #epoch} stay decoded, here or on a device, so that none will be decoded again. */
    public boolean keepsAll() {
        return (feed != null && feed.holdsAll()) || images.stream().allMatch(image -> store.keeps(image.file()));
    }

    /** Stops the threads and waits for them; a pass under way ends with {@link IllegalStateException}. */
    @Override
    public void close() {
        workers.close();
        if (feed != null) {
            feed.close();
        }
    }

    /** A batch on its way, and the tasks that still work on it. */
    private record Loading(BatchMaker.Pending batch, List<Future<?>> pictures) {}

    private final class Pass implements Iterator<Batch> {
        private final int[] order;
        private final BatchMaker maker;
        private final Deque<Loading> ahead = new ArrayDeque<>();
        private int submitted;
        private BatchMaker.@Nullable Pending lent;

        Pass(int[] order, int from, BatchMaker maker) {
            this.order = order;
            this.submitted = from;
            this.maker = maker;
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
            Loading loading = ahead.removeFirst();
            submitBatch();
            await(loading.pictures());
            lent = loading.batch();
            return lent.ready();
        }

        private void takeBackLent() {
            if (lent != null) {
                lent.giveBack();
                lent = null;
            }
        }

        private void submitBatch() {
            int size = Math.min(batchSize, order.length - submitted);
            if (size == 0) {
                return;
            }
            int[] labels = new int[size];
            for (int i = 0; i < size; i++) {
                labels[i] = images.get(order[submitted + i]).label();
            }
            BatchMaker.Pending batch = maker.begin(labels);
            List<Future<?>> pictures = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                int place = i;
                int index = order[submitted++];
                pictures.add(workers.submit(() -> batch.load(place, index)));
            }
            ahead.addLast(new Loading(batch, pictures));
        }
    }

    private void await(List<Future<?>> pictures) {
        long start = System.nanoTime();
        try {
            LoaderThreads.await(pictures);
        } finally {
            waitedNanos.add(System.nanoTime() - start);
        }
    }
}
