package dev.menny.trainer.data;

import java.util.ArrayDeque;
import java.util.Deque;

/** Float arrays to fill again: a batch can take hundreds of megabytes, too much to allocate anew each step. */
final class BufferPool {
    private final int limit;
    private final Deque<float[]> free = new ArrayDeque<>();

    /** A pool that holds on to at most {@code limit} free arrays. */
    BufferPool(int limit) {
        this.limit = limit;
    }

    /** An array of exactly this length, with any content. */
    synchronized float[] take(int length) {
        for (float[] buffer : free) {
            if (buffer.length == length) {
                // The arrays do not define equals, so this removes this very one.
                free.remove(buffer);
                return buffer;
            }
        }
        return new float[length];
    }

    synchronized void giveBack(float[] buffer) {
        free.addLast(buffer);
        if (free.size() > limit) {
            free.removeFirst();
        }
    }
}
