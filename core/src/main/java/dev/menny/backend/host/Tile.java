package dev.menny.backend.host;

/**
 * Copies of short runs of a buffer, each in an array of its own that starts at index 0.
 *
 * <p>The JIT compiler vectorises a loop only where all arrays are read and written at the same index, since it cannot
 * know otherwise that they do not overlap. Buffers start anywhere in shared blocks, so elementwise loops run on tiles,
 * which stay in the first-level cache while main memory sets the pace.
 */
final class Tile {
    /** Elements of a tile. */
    static final int LENGTH = 2048;

    /** Elements that one task works on: enough to make handing it out cheap. */
    static final int GRAIN = 16 * LENGTH;

    private Tile() {}

    /** An empty tile. */
    static float[] create() {
        return new float[LENGTH];
    }

    /** Fills a tile with {@code count} elements of {@code source} from element {@code from} on. */
    static void load(HostBuffer source, int from, float[] tile, int count) {
        System.arraycopy(source.floats(), source.offset() + from, tile, 0, count);
    }

    /** Writes {@code count} elements of a tile to {@code destination} from element {@code to} on. */
    static void store(float[] tile, HostBuffer destination, int to, int count) {
        System.arraycopy(tile, 0, destination.floats(), destination.offset() + to, count);
    }

    /** {@code tile += destination}, so that storing the tile accumulates. */
    static void add(HostBuffer destination, int from, float[] tile, float[] buffer, int count) {
        load(destination, from, buffer, count);
        for (int i = 0; i < count; i++) {
            tile[i] += buffer[i];
        }
    }

    /** Runs {@code task} over all of {@code [0, length)}, one tile after another, tasks of {@link #GRAIN} at once. */
    static void forEach(ThreadTeam team, long length, Body body) {
        team.runRanges(length, GRAIN, (from, to) -> {
            Step step = body.begin();
            for (int at = from; at < to; at += LENGTH) {
                step.run(at, Math.min(LENGTH, to - at));
            }
        });
    }

    /** Prepares a task: allocates its tiles. */
    @FunctionalInterface
    interface Body {
        /** Called once a task. */
        Step begin();
    }

    /** Computes one tile. */
    @FunctionalInterface
    interface Step {
        /** Computes the {@code count} elements from {@code from} on. */
        void run(int from, int count);
    }
}
