package dev.menny.app.web;

import dev.menny.app.inference.QueueFullException;
import dev.menny.trainer.portraits.Person;
import dev.menny.trainer.portraits.PortraitPainter;
import io.javalin.http.Context;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Portraits for visitors without a picture at hand, painted when asked for, from seeds that no model was trained on. One is
 * painted at a time, so that pictures that wait for an answer never wait for the painter; and all visitors get the same,
 * until they ask for others.
 */
final class Samples implements AutoCloseable {
    /** Above the seeds of the bundled portraits, and exact in JavaScript. */
    private static final long FIRST_SEED = 1_000_000;

    private static final long LAST_SEED = 1_000_000_000;
    private static final int KEPT = 32;
    private static final int MOST_WAITING = 16;
    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor painter = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("menny-painter").factory());
    private final long firstSeed = ThreadLocalRandom.current().nextLong(FIRST_SEED, LAST_SEED);
    private final Map<Key, CompletableFuture<byte[]>> painted = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, CompletableFuture<byte[]>> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(Person person, long seed) {}

    private record Sample(String name, String url) {}

    private record SampleList(List<Sample> samples) {}

    Samples() {
        painter.allowCoreThreadTimeOut(true);
    }

    void list(Context ctx) {
        @Nullable String wanted = ctx.queryParam("seed");
        long seed = wanted == null ? firstSeed : seed(wanted);
        Json.answer(
                ctx,
                new SampleList(Arrays.stream(Person.values())
                        .map(person ->
                                new Sample(person.folder(), "api/samples/%s/%d.png".formatted(person.folder(), seed)))
                        .toList()));
    }

    void picture(Context ctx) {
        String file = ctx.pathParam("file");
        if (!file.endsWith(".png")) {
            throw unknown();
        }
        Key key = new Key(person(ctx.pathParam("name")), seed(file.substring(0, file.length() - ".png".length())));
        byte[] png = paint(key).join();
        ctx.contentType("image/png")
                .header("Cache-Control", "private, max-age=86400, immutable")
                .result(png);
    }

    /** Who asks for a portrait that is being painted waits for that one. */
    private CompletableFuture<byte[]> paint(Key key) {
        synchronized (painted) {
            CompletableFuture<byte[]> known = painted.get(key);
            if (known != null && !known.isCompletedExceptionally()) {
                return known;
            }
            CompletableFuture<byte[]> painting = begin(key);
            painted.put(key, painting);
            return painting;
        }
    }

    private CompletableFuture<byte[]> begin(Key key) {
        try {
            return CompletableFuture.supplyAsync(() -> png(PortraitPainter.paint(key.person(), key.seed())), painter);
        } catch (RejectedExecutionException e) {
            throw new QueueFullException();
        }
    }

    /** Lays the brush down: whoever waits for a portrait is told to come again. */
    @Override
    public void close() {
        painter.shutdownNow();
        synchronized (painted) {
            painted.values().forEach(painting -> painting.completeExceptionally(new QueueFullException()));
        }
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // A stream of our own: ImageIO's would use a temporary file.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Person person(String name) {
        return Arrays.stream(Person.values())
                .filter(person -> person.folder().equals(name))
                .findFirst()
                .orElseThrow(Samples::unknown);
    }

    private static long seed(String text) {
        try {
            long seed = Long.parseLong(text);
            if (seed >= 0 && seed <= LAST_SEED) {
                return seed;
            }
        } catch (NumberFormatException e) {
            // as if out of range
        }
        throw new ApiException(
                HttpStatus.BAD_REQUEST_400, "A seed is a whole number from 0 to %d.".formatted(LAST_SEED));
    }

    private static ApiException unknown() {
        return new ApiException(HttpStatus.NOT_FOUND_404, "There is no such sample: see api/samples.");
    }
}
