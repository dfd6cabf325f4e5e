package dev.menny.autograd;

import dev.menny.backend.Philox;

/** A position in a stream of random numbers; the numbers depend on seed and position alone, on every device. */
public final class RandomStream {
    // Philox draws four words at a time, and kernels start on a whole draw.
    private static final long GROUP = 4;

    private final long seed;
    private long position;

    private RandomStream(long seed, long position) {
        this.seed = seed;
        this.position = position;
    }

    /** The beginning of a stream. */
    public static RandomStream of(long seed) {
        return of(seed, 0);
    }

    /**
     * The stream of that seed, {@code position} numbers on; the inverse of {@link #position}.
     *
     * @param position at least 0
     */
    public static RandomStream of(long seed, long position) {
        if (position < 0 || position % GROUP != 0) {
            throw new IllegalArgumentException("no stream stands at position %d".formatted(position));
        }
        return new RandomStream(Philox.derive(seed, -1), position);
    }

    /** How many numbers were taken so far. */
    public long position() {
        return position;
    }

    /** The key that kernels draw with. */
    public long seed() {
        return seed;
    }

    /** Takes the next {@code count} numbers out of the stream and returns the position of the first. */
    public long take(long count) {
        long first = position;
        position += (count + GROUP - 1) / GROUP * GROUP;
        return first;
    }
}
