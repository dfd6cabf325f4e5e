package dev.menny.app.training;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What happened in the present training, or in the last one. Of what only shows progress the latest is kept, everything
 * else to the end. Listeners ask for the event after the one they know, so that each hears all of it in order, whenever it
 * came and however slow it is, and none ever holds up the training. Safe for many threads.
 *
 * <p>The ids of events begin with the time, in milliseconds, at which the server began, and count on from there. So a
 * listener who comes back to a server that was started anew knows an id that is below all of its events, and hears them
 * all; JavaScript still has such numbers exactly.
 */
public final class TrainingStory {
    private final TreeMap<Long, TrainingEvent> events = new TreeMap<>();
    private final Map<String, Long> latestProgress = new HashMap<>();
    private long lastId;
    private boolean isClosed;

    /** @param before all ids are above it */
    TrainingStory(long before) {
        lastId = before;
    }

    /** The first event of another training; what happened before is forgotten, but its numbers are not used again. */
    synchronized void begin(String name, Map<String, @Nullable Object> data) {
        events.clear();
        latestProgress.clear();
        tell(name, data);
    }

    synchronized void tell(String name, Map<String, @Nullable Object> data) {
        lastId++;
        events.put(lastId, new TrainingEvent(lastId, name, data));
        notifyAll();
    }

    /** Tells how far it is, in place of what was told of that before. */
    synchronized void tellProgress(String name, Map<String, @Nullable Object> data) {
        Long before = latestProgress.remove(name);
        if (before != null) {
            events.remove(before);
        }
        tell(name, data);
        latestProgress.put(name, lastId);
    }

    /**
     * Waits for the first event after another one that is still to be told.
     *
     * @param after the id of an event, 0 for the beginning; one that was not told yet, since the clock was set back, counts
     *     as 0
     * @param patience how long to wait at most
     * @return nothing if nothing happened, or the story is closed
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized Optional<TrainingEvent> next(long after, Duration patience) throws InterruptedException {
        long known = after > lastId ? 0 : after;
        long deadline = System.nanoTime() + patience.toNanos();
        Map.@Nullable Entry<Long, TrainingEvent> next = events.higherEntry(known);
        while (next == null && !isClosed) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return Optional.empty();
            }
            wait(millis);
            next = events.higherEntry(known);
        }
        return Optional.ofNullable(next).map(Map.Entry::getValue);
    }

    /** Wakes up everybody who waits; nobody waits any more. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    /** True once nothing more will be told. */
    public synchronized boolean isClosed() {
        return isClosed;
    }
}
