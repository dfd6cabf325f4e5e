package dev.menny.backend.host;

/**
 * A copy of a short run of a buffer.
 *
 * <p>The JIT compiler vectorises a loop only where all arrays are read and written at the same index, since it cannot
 * know otherwise that they do not overlap. Buffers start anywhere in shared blocks, so elementwise loops run on tiles,
 * which all start at the same index of an array of their own, and stay in the first-level cache while main memory sets
 * the pace.
 */
final class Tile implements AutoCloseable {
    /** Elements of a tile. */
    static final int LENGTH = 2048;

    /** Elements that one task works on: enough to make handing it out cheap. */
    static final int GRAIN = 16 * LENGTH;

    private final ScratchPool.Lease lease;

    /** An empty tile; closing gives its memory back to the pool. */
    Tile(ScratchPool pool) {
        this.lease = pool.lend(LENGTH);
    }

    /** The array; the tile begins at {@link #first}. */
    float[] floats() {
        return lease.floats();
    }

    /** Index of the first element, the same for all tiles. */
    int first() {
        return lease.offset();
    }

    /** Fills the tile with {@code count} elements of {@code source} from element {@code from} on. */
    void load(HostBuffer source, int from, int count) {
        System.arraycopy(source.floats(), source.offset() + from, floats(), first(), count);
    }

    /** Writes {@code count} elements of the tile to {@code destination} from element {@code to} on. */
    void store(HostBuffer destination, int to, int count) {
        System.arraycopy(floats(), first(), destination.floats(), destination.offset() + to, count);
    }

    /**
     * {@code tile += destination}, so that storing the tile accumulates.
     *
     * @param space a tile to work in
     */
    void add(HostBuffer destination, int from, int count, Tile space) {
        space.load(destination, from, count);
        add(floats(), space.floats(), first(), first() + count);
    }

    private static void add(float[] sums, float[] values, int first, int end) {
        for (int i = first; i < end; i++) {
            sums[i] += values[i];
        }
    }

    @Override
    public void close() {
        lease.close();
    }

    /** Runs {@code step} over all of {@code [0, length)}, one tile after another, tasks of {@link #GRAIN} at once. */
    static void forEach(ThreadTeam team, ScratchPool pool, long length, Step step) {
        team.runRanges(length, GRAIN, (from, to) -> {
            try (Tile first = new Tile(pool);
                    Tile second = new Tile(pool)) {
                for (int at = from; at < to; at += LENGTH) {
                    step.run(first, second, at, Math.min(LENGTH, to - at));
                }
            }
        });
    }

    /** Computes one tile of a result. */
    @FunctionalInterface
    interface Step {
        /** Computes the {@code count} elements from {@code from} on, with two tiles to work in. */
        void run(Tile first, Tile second, int from, int count);
    }
}
