package dev.menny.app.web;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Receives pictures, which are never stored.
 *
 * <p>What bounds what: an upload is at most as large as the limit; all that have been received in part or whole, whether
 * they wait or are worked on, share one budget of bytes, and who finds it spent is told to come again; a form's parts are
 * cut out of the bytes in memory, so that nothing goes to a disk. A place among the admitted requests is taken only once
 * the body is there, so that slow clients take no places; they hold the bytes that they did send, for at most the time
 * that an upload may take, and a connection, of which Jetty allows a number.
 */
final class Uploads {
    private static final long MEBIBYTE = 1 << 20;
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final long MULTIPART_FRAME = 64 << 10;
    private static final int MAX_TEXT = 64 << 10;

    private final long limit;
    private final ByteBudget budget;

    /** @param limit most bytes of a picture's file, at least 1 */
    Uploads(long limit) {
        this.limit = limit;
        // A form is there twice while its file is cut out.
        long share = Runtime.getRuntime().maxMemory() / 8;
        this.budget = new ByteBudget(Math.max(4 * limit, Math.min(share, 64 * limit)));
    }

    /**
     * Receives a picture, as the form's field {@code file} or as the body itself, whatever type it claims to be.
     *
     * @param use gets the file's content, and may not keep it
     * @throws ApiException if nothing useful came
     */
    <T> T picture(Context ctx, Function<byte[], T> use) {
        try (ByteBudget.Share share = budget.open()) {
            String type = ctx.header("Content-Type");
            if (type == null || !MultipartFile.isMultipart(type)) {
                return use.apply(new Body(ctx, limit, TIME, share).read());
            }
            byte[] body = new Body(ctx, limit + MULTIPART_FRAME, TIME, share).read();
            share.grow(body.length);
            byte[] file = MultipartFile.in(body, type);
            if (file.length > limit) {
                throw new ApiException(
                        HttpStatus.PAYLOAD_TOO_LARGE_413,
                        "The picture's file is larger than %s: make it smaller.".formatted(inWords(limit)));
            }
            return use.apply(file);
        }
    }

    /** Receives a short JSON object. */
    <T> T json(Context ctx, Class<T> type) {
        try (ByteBudget.Share share = budget.open()) {
            return Json.read(new Body(ctx, MAX_TEXT, TIME, share).read(), type);
        }
    }

    /** Bytes that uploads may still take. */
    long budgetLeft() {
        return budget.left();
    }

    static String inWords(long bytes) {
        return bytes >= MEBIBYTE ? "%d MB".formatted(bytes / MEBIBYTE) : "%d kB".formatted(bytes >> 10);
    }
}
