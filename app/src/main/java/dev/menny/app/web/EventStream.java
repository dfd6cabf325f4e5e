package dev.menny.app.web;

import dev.menny.app.training.TrainingEvent;
import dev.menny.app.training.TrainingStory;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tells a training's story as server-sent events. Each listener has a virtual thread that waits for what comes next, so
 * that a slow one holds up nobody.
 */
final class EventStream {
    /** A closed tab is noticed when a word to it fails; proxies, too, hang up on connections that are silent for long. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private static final int MOST_LISTENERS = 100;

    private final TrainingStory story;
    private final Semaphore places = new Semaphore(MOST_LISTENERS);

    EventStream(TrainingStory story) {
        this.story = story;
    }

    void serve(Context ctx) {
        if (!places.tryAcquire()) {
            throw new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "Too many pages listen already: close some, or try again later.");
        }
        try {
            ctx.contentType("text/event-stream").header("X-Accel-Buffering", "no");
            tell(ctx.res().getOutputStream(), lastHeard(ctx.header("Last-Event-ID")));
        } catch (IOException e) {
            // The listener has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release();
        }
    }

    private void tell(OutputStream out, long lastHeard) throws IOException, InterruptedException {
        long last = lastHeard;
        write(out, ": hello\n\n");
        while (!story.isClosed()) {
            Optional<TrainingEvent> next = story.next(last, LONGEST_SILENCE);
            if (next.isPresent()) {
                last = next.get().id();
                write(out, text(next.get()));
            } else if (!story.isClosed()) {
                write(out, ": still here\n\n");
            }
        }
    }

    private static String text(TrainingEvent event) {
        return "id: %d\nevent: %s\ndata: %s\n\n".formatted(event.id(), event.name(), Json.text(event.data()));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static long lastHeard(@Nullable String id) {
        try {
            return id == null ? 0 : Math.max(0, Long.parseLong(id.strip()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
