package dev.menny.app.web;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that costs much to find out and stays good for a while: it is found out once at a time, and whoever asks
 * meanwhile or soon after gets the same.
 */
final class Recent<T> {
    private final Supplier<T> source;
    private final long keptNanos;
    private final LongSupplier clock;

    private @Nullable T value;
    private long foundAt;

    Recent(Supplier<T> source, Duration kept) {
        this(source, kept, System::nanoTime);
    }

    /** @param clock in nanoseconds, from any beginning */
    Recent(Supplier<T> source, Duration kept, LongSupplier clock) {
        this.source = source;
        this.keptNanos = kept.toNanos();
        this.clock = clock;
    }

    synchronized T get() {
        T known = value;
        if (known != null && clock.getAsLong() - foundAt < keptNanos) {
            return known;
        }
        T found = source.get();
        value = found;
        foundAt = clock.getAsLong();
        return found;
    }
}
