package dev.menny.app.web;

import dev.menny.app.inference.QueueFullException;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes all uploads together may hold. */
final class ByteBudget {
    private final AtomicLong left;

    ByteBudget(long bytes) {
        this.left = new AtomicLong(bytes);
    }

    /** A part of the budget, which grows as it is needed. */
    final class Share implements AutoCloseable {
        private long bytes;

        /** @throws QueueFullException if others hold too much at the moment */
        void grow(long more) {
            if (left.addAndGet(-more) < 0) {
                left.addAndGet(more);
                throw new QueueFullException();
            }
            bytes += more;
        }

        @Override
        public void close() {
            left.addAndGet(bytes);
            bytes = 0;
        }
    }

    Share open() {
        return new Share();
    }

    long left() {
        return left.get();
    }
}
