package dev.menny.trainer.data;

import java.util.List;

/**
 * Turns labelled pictures into batches, decoding and augmenting on its own threads up to two batches ahead.
 * The data depend on (seed, epoch, index of the picture) only, never on the number of threads or on timing.
 */
public final class DataLoader implements AutoCloseable {
    /**
     * Starts the loader's threads.
     *
     * @param augmentations applied in this order to the pictures of {@link #epoch}, after they were brought to the format
     * @param threads at least 1
     * @param cacheBytes how many bytes of decoded pictures to keep; the rest is decoded again each time
     */
    public DataLoader(
            List<LabeledImage> images,
            PictureFormat format,
            List<Augmentation> augmentations,
            int batchSize,
            long seed,
            int threads,
            long cacheBytes) {
        throw new UnsupportedOperationException(
                "" + images + format + augmentations + batchSize + seed + threads + cacheBytes);
    }

    /** A quarter of the largest heap that this JVM may have: a sound cache for one loader. */
    public static long defaultCacheBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    /** Number of pictures. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** Number of batches that one pass has; the last may be smaller. */
    public int batches() {
        throw new UnsupportedOperationException();
    }

    /** One pass in training: shuffled and augmented anew for each epoch (from 0), the last partial batch kept. */
    public Iterable<Batch> epoch(int epoch) {
        throw new UnsupportedOperationException("" + epoch);
    }

    /** One pass in the order of the list, nothing augmented: for evaluation. */
    public Iterable<Batch> ordered() {
        throw new UnsupportedOperationException();
    }

    /** Stops the threads and waits for them; safe to call twice. */
    @Override
    public void close() {}
}
