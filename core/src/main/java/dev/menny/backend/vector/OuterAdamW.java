package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;

import dev.menny.backend.AdamWSpec;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;

/**
 * AdamW for linear weights whose gradient {@code dyᵀ x} is summed in registers and used at once: one pass over weights
 * and moments, where storing the gradient first would take two passes more.
 *
 * @param spec the step
 * @param linear sizes of the layer
 * @param x {@code [n,in]}
 * @param dy {@code [n,out]}
 * @param w weights {@code [out,in]}
 * @param m first moments, like w
 * @param v second moments, like w
 */
record OuterAdamW(
        AdamWSpec spec, LinearSpec linear, HostBuffer x, HostBuffer dy, HostBuffer w, HostBuffer m, HostBuffer v) {
    // Floats of the batch that stay in the L2 cache while the weights over them pass by.
    private static final int BATCH_FLOATS = 1 << 17;
    // Wide enough that memory is read in long runs.
    private static final int WIDEST_BLOCK = 1 << 14;
    private static final int ROWS = 64;
    private static final int TILE = 4 * L;
    private static final int GAP = 16;

    void run(ThreadTeam team, ScratchPool pool) {
        int width = Math.clamp(BATCH_FLOATS / linear.n() / TILE * TILE, TILE, WIDEST_BLOCK);
        int bands = (linear.out() + ROWS - 1) / ROWS;
        int blocks = (linear.in() + width - 1) / width;
        team.run(blocks * bands, task -> {
            int from = task / bands * width;
            int count = Math.min(width, linear.in() - from);
            try (ScratchPool.Lease lease = pool.lend((long) linear.n() * (count + GAP))) {
                for (int n = 0; n < linear.n(); n++) {
                    int row = x.offset() + n * linear.in() + from;
                    System.arraycopy(x.floats(), row, lease.floats(), n * (count + GAP), count);
                }
                int first = task % bands * ROWS;
                for (int o = first; o < Math.min(linear.out(), first + ROWS); o++) {
                    row(lease.floats(), count, o, o * linear.in() + from);
                }
            }
        });
    }

    /** Updates {@code count} weights of row {@code o}, the first of which is {@code at}. */
    private void row(float[] xs, int count, int o, int at) {
        AdamWTile.row(
                AdamWNumbers.of(spec),
                linear.n(),
                dy.floats(),
                dy.offset() + o,
                linear.out(),
                xs,
                count + GAP,
                w.floats(),
                w.offset() + at,
                m.floats(),
                m.offset() + at,
                v.floats(),
                v.offset() + at,
                count);
    }
}
