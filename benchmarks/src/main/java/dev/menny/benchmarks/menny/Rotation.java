package dev.menny.benchmarks.menny;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Several sets of the same buffers, used in turn, so that none is still in a GPU's cache when its turn comes again. A CPU
 * gets one set, as every library that it is compared with.
 */
final class Rotation<T> {
    // More than the second-level cache of any GPU so far.
    private static final long CACHE_BYTES = 192L << 20;
    private static final int MOST = 64;

    private final List<T> sets;
    private int next;

    private Rotation(List<T> sets) {
        this.sets = sets;
    }

    /** Makes a set of buffers. */
    interface Maker<T> {
        T make();
    }

    /**
     * As many sets as the device's cache asks for.
     *
     * @param gpu whether they lie on a GPU
     * @param bytes of one set
     */
    static <T> Rotation<T> of(boolean gpu, double bytes, Maker<T> maker) {
        int count = gpu ? count(bytes) : 1;
        return new Rotation<>(
                IntStream.range(0, count).mapToObj(index -> maker.make()).toList());
    }

    /** How many sets of that many bytes a GPU gets: between two uses of one, more than the cache holds is touched. */
    static int count(double bytes) {
        return (int) Math.min(MOST, 1 + Math.ceil(CACHE_BYTES / bytes));
    }

    /** The set whose turn it is. */
    T next() {
        T set = sets.get(next);
        next = (next + 1) % sets.size();
        return set;
    }
}
