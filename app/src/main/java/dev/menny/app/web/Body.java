package dev.menny.app.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.jetty.http.HttpStatus;

/** Reads a request's body into memory, and nowhere else. */
final class Body {
    private static final int FIRST_BYTES = 1 << 16;
    // What is too large is read to its end if that is not far, as who is still talking does not hear the answer.
    private static final int TIMES_TOO_LARGE = 4;
    private static final Duration DRAIN_TIME = Duration.ofSeconds(10);

    private final Context ctx;
    private final long limit;
    private final Duration time;
    private final ByteBudget.Share share;

    /**
     * @param limit most bytes
     * @param time that it may take in all
     * @param share pays for the bytes
     */
    Body(Context ctx, long limit, Duration time, ByteBudget.Share share) {
        this.ctx = ctx;
        this.limit = limit;
        this.time = time;
        this.share = share;
    }

    /**
     * The whole body. Memory is taken as bytes come: who only claims that there will be many gets none.
     *
     * @throws ApiException if it is too large, too slow or broken off
     */
    byte[] read() {
        long declared = ctx.req().getContentLengthLong();
        if (declared > limit && ctx.header("Expect") != null) {
            throw tooLarge(); // before anybody is asked to go on
        }
        try (InputStream in = ctx.req().getInputStream()) {
            if (declared > limit) {
                drain(in, 0);
                throw tooLarge();
            }
            return read(in, (int) declared);
        } catch (IOException e) {
            throw Timeouts.isIn(e) ? tooSlow() : brokenOff();
        }
    }

    private byte[] read(InputStream in, int declared) throws IOException {
        long deadline = System.nanoTime() + time.toNanos();
        byte[] bytes = grown(new byte[0], declared >= 0 ? Math.min(declared, FIRST_BYTES) : FIRST_BYTES);
        int length = 0;
        while (true) {
            if (length == bytes.length) {
                int next = length == declared ? -1 : in.read();
                if (next < 0) {
                    return bytes;
                }
                if (length == limit) {
                    drain(in, length);
                    throw tooLarge();
                }
                bytes = grown(bytes, largerThan(length, declared));
                bytes[length] = (byte) next;
                length++;
            }
            int count = in.read(bytes, length, bytes.length - length);
            if (count < 0) {
                return Arrays.copyOf(bytes, length);
            }
            length += count;
            if (System.nanoTime() > deadline) {
                throw tooSlow();
            }
        }
    }

    private int largerThan(int length, int declared) {
        long most = declared >= 0 ? declared : limit;
        return (int) Math.min(2L * length, most);
    }

    private byte[] grown(byte[] bytes, int length) {
        share.grow(length - bytes.length);
        return Arrays.copyOf(bytes, length);
    }

    private void drain(InputStream in, long read) throws IOException {
        long deadline = System.nanoTime() + DRAIN_TIME.toNanos();
        byte[] thrownAway = new byte[FIRST_BYTES];
        long length = read;
        while (length <= TIMES_TOO_LARGE * limit && System.nanoTime() < deadline) {
            int count = in.read(thrownAway);
            if (count < 0) {
                return;
            }
            length += count;
        }
    }

    private ApiException tooLarge() {
        return new ApiException(
                HttpStatus.PAYLOAD_TOO_LARGE_413,
                "This is more than the %s that may be sent at once: make it smaller."
                        .formatted(Uploads.inWords(limit)));
    }

    private static ApiException tooSlow() {
        return new ApiException(
                HttpStatus.REQUEST_TIMEOUT_408,
                "The request took too long to arrive: try again on a better connection.");
    }

    private static ApiException brokenOff() {
        return new ApiException(HttpStatus.BAD_REQUEST_400, "The request broke off before its end: send it again.");
    }
}
