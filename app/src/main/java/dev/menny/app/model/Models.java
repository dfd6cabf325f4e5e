package dev.menny.app.model;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers. Whoever computes with it leases it: a model that was replaced is closed once its last lease
 * is, so that no request ever meets a closed one.
 */
public final class Models implements AutoCloseable {
    private @Nullable Holding current;

    /** A model and how many hold it: this object, as long as it is the current one, and its leases. */
    private static final class Holding {
        private final ServedModel model;
        private int holders = 1;

        Holding(ServedModel model) {
            this.model = model;
        }

        /** True if nobody holds it any more. */
        boolean release() {
            holders--;
            return holders == 0;
        }
    }

    /** A model that stays open until this is closed. */
    public final class Lease implements AutoCloseable {
        private final Holding holding;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Holding holding) {
            this.holding = holding;
        }

        /** The model. */
        public ServedModel model() {
            return holding.model;
        }

        @Override
        public void close() {
            if (!closed.getAndSet(true)) {
                release(holding);
            }
        }
    }

    /** The current model, or nothing as long as there is none. */
    public synchronized Optional<Lease> lease() {
        if (current == null) {
            return Optional.empty();
        }
        current.holders++;
        return Optional.of(new Lease(current));
    }

    /** What there is to tell about the current model; nothing as long as there is none. */
    public synchronized Optional<ModelFacts> facts() {
        return Optional.ofNullable(current).map(holding -> holding.model.facts());
    }

    /** From now on this model answers; requests that hold the one before end with that one. */
    public void use(ServedModel next) {
        replace(new Holding(next));
    }

    private void replace(@Nullable Holding next) {
        Holding before;
        synchronized (this) {
            before = current;
            current = next;
        }
        if (before != null) {
            release(before);
        }
    }

    private void release(Holding holding) {
        boolean unused;
        synchronized (this) {
            unused = holding.release();
        }
        // Outside the lock: closing waits for computations.
        if (unused) {
            holding.model.close();
        }
    }

    /** There is no model any more; the last one is closed with its last lease. */
    @Override
    public void close() {
        replace(null);
    }
}
