package dev.menny.trainer.model;

import dev.menny.trainer.data.DataException;
import dev.menny.trainer.data.Picture;
import dev.menny.trainer.data.PictureFormat;
import dev.menny.trainer.data.PictureReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Decodes files in parallel and hands them out in their order, a batch at a time. */
final class PictureBatches {
    private static final int MOST_PICTURES = 32;
    // Values of a batch: 32 MiB as floats, of which one is computed on while one is decoded ahead.
    private static final int MOST_VALUES = 1 << 23;

    private final PictureFormat format;
    private final int threads;
    private final Function<Path, Picture> source;
    private final int batch;

    /** @param threads that decode, at least 1 */
    PictureBatches(PictureFormat format, int threads) {
        this(format, threads, file -> format.fit(PictureReader.read(file)));
    }

    /** @param source gives a file's picture in the format */
    PictureBatches(PictureFormat format, int threads, Function<Path, Picture> source) {
        this.source = source;
        this.format = format;
        this.threads = threads;
        this.batch = Math.clamp(MOST_VALUES / format.samples(), 1, MOST_PICTURES);
    }

    /** Calls {@code consumer} with one batch after the other, on this thread; the last one may be smaller. */
    void forEach(List<Path> files, Consumer<List<DecodedPicture>> consumer) {
        ExecutorService decoders = Executors.newFixedThreadPool(
                Math.clamp(files.size(), 1, threads),
                Thread.ofPlatform().daemon().name("menny-decoder-", 0).factory());
        try {
            Iterator<Path> left = files.iterator();
            Deque<Future<DecodedPicture>> ahead = new ArrayDeque<>();
            submit(left, ahead, decoders, batch);
            while (!ahead.isEmpty()) {
                int size = Math.min(batch, ahead.size());
                submit(left, ahead, decoders, batch);
                List<DecodedPicture> pictures = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    pictures.add(await(ahead.removeFirst()));
                }
                consumer.accept(pictures);
            }
        } finally {
            decoders.shutdownNow();
            decoders.close();
        }
    }

    private void submit(Iterator<Path> left, Deque<Future<DecodedPicture>> ahead, ExecutorService decoders, int count) {
        for (int i = 0; i < count && left.hasNext(); i++) {
            Path file = left.next();
            ahead.addLast(decoders.submit(() -> decode(file)));
        }
    }

    private DecodedPicture decode(Path file) {
        long start = System.nanoTime();
        try {
            Picture picture = source.apply(file);
            return new DecodedPicture.Whole(file, picture, System.nanoTime() - start);
        } catch (DataException e) {
            return new DecodedPicture.Broken(file, e);
        }
    }

    private static DecodedPicture await(Future<DecodedPicture> picture) {
        try {
            return picture.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            // Decoding throws no checked exceptions.
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for pictures", e);
        }
    }
}
