package dev.menny.trainer.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks at every picture once before a training: decodes it into the store and takes down what it is. */
public final class DatasetCheck {
    private DatasetCheck() {}

    /** Hears how the check goes, from the checking threads, one at a time. */
    public interface Progress {
        /** After each picture; {@code done} goes up to {@code total}. */
        void checked(int done, int total);
    }

    /** What became of one file. */
    sealed interface Checked {
        Part part();

        LabeledImage image();
    }

    /** @param content its SHA-256 in hexadecimal digits */
    record Sound(Part part, LabeledImage image, PictureSize size, String content) implements Checked {}

    record Broken(Part part, LabeledImage image, String reason) implements Checked {}

    /**
     * Reads all pictures of a split. Pictures that cannot be read end up in the report.
     *
     * @param store keeps as many pictures as fit, so that the training need not decode them again
     * @param threads at least 1
     */
    public static DatasetReport run(Split split, PictureStore store, int threads, Progress progress) {
        List<Future<Checked>> pending = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("menny-check-", 0).factory())) {
            Counter counter = new Counter(progress, split.images().size());
            for (Part part : Part.values()) {
                for (LabeledImage image : split.part(part)) {
                    pending.add(workers.submit(() -> counter.count(check(part, image, store))));
                }
            }
            return DatasetReport.of(split.classes(), results(pending, workers));
        }
    }

    private record Counter(Progress progress, int total, AtomicInteger done) {
        Counter(Progress progress, int total) {
            this(progress, total, new AtomicInteger());
        }

        synchronized Checked count(Checked checked) {
            progress.checked(done.incrementAndGet(), total);
            return checked;
        }
    }

    private static Checked check(Part part, LabeledImage image, PictureStore store) {
        try {
            PictureSize size = store.load(image.file(), part == Part.TRAINING);
            return new Sound(part, image, size, content(image.file()));
        } catch (DataException e) {
            return new Broken(part, image, String.valueOf(e.getMessage()));
        }
    }

    private static String content(Path file) {
        MessageDigest digest = sha256();
        try (InputStream stream = Files.newInputStream(file)) {
            stream.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        } catch (IOException e) {
            throw new DataException(
                    "Cannot read picture '%s' (%s): check its permissions".formatted(file, e.getMessage()), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static List<Checked> results(List<Future<Checked>> pending, ExecutorService workers) {
        List<Checked> results = new ArrayList<>();
        try {
            for (Future<Checked> future : pending) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            workers.shutdownNow();
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            // Checking throws no checked exceptions.
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while checking pictures", e);
        }
    }
}
