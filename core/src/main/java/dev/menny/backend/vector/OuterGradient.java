package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;

import dev.menny.backend.LinearSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;

/**
 * The gradient {@code dyᵀ x} of linear weights, handed out a short run at a time and never stored: an optimizer makes one
 * pass over weights and moments, where storing the gradient first would take two passes more.
 *
 * @param linear sizes of the layer
 * @param x {@code [n,in]}
 * @param dy {@code [n,out]}
 */
record OuterGradient(LinearSpec linear, HostBuffer x, HostBuffer dy) {
    // Floats of the batch that stay in the L2 cache while the weights over them pass by.
    private static final int BATCH_FLOATS = 1 << 17;
    // Wide enough that memory is read in long runs.
    private static final int WIDEST_BLOCK = 1 << 14;
    private static final int ROWS = 64;
    private static final int TILE = 4 * L;
    private static final int GAP = 16;
    // Gradients that are computed and used at once; they stay in the L1 cache.
    private static final int RUN = 1024;

    /** Uses a run of the gradient. */
    interface User {
        /**
         * Uses {@code count} gradients.
         *
         * @param from index of the first one
         * @param at index of the first one's weight in {@code [out,in]}
         */
        void use(float[] gradients, int from, int at, int count);
    }

    void forEachRun(ThreadTeam team, ScratchPool pool, User user) {
        int width = Math.clamp(BATCH_FLOATS / linear.n() / TILE * TILE, TILE, WIDEST_BLOCK);
        int bands = (linear.out() + ROWS - 1) / ROWS;
        int blocks = (linear.in() + width - 1) / width;
        team.run(blocks * bands, task -> {
            int from = task / bands * width;
            int count = Math.min(width, linear.in() - from);
            try (ScratchPool.Lease inputs = pool.lend((long) linear.n() * (count + GAP));
                    ScratchPool.Lease gradients = pool.lend(RUN)) {
                for (int n = 0; n < linear.n(); n++) {
                    int row = x.offset() + n * linear.in() + from;
                    System.arraycopy(x.floats(), row, inputs.floats(), inputs.offset() + n * (count + GAP), count);
                }
                int first = task % bands * ROWS;
                for (int o = first; o < Math.min(linear.out(), first + ROWS); o++) {
                    for (int i = 0; i < count; i += RUN) {
                        int run = Math.min(RUN, count - i);
                        gradient(inputs.floats(), inputs.offset() + i, count + GAP, run, o, gradients);
                        user.use(gradients.floats(), gradients.offset(), o * linear.in() + from + i, run);
                    }
                }
            }
        });
    }

    private void gradient(float[] xs, int first, int ldx, int count, int o, ScratchPool.Lease target) {
        float[] gradients = target.floats();
        int to = target.offset();
        float[] dys = dy.floats();
        int dyo = dy.offset() + o;
        int i = 0;
        for (; i + TILE <= count; i += TILE) {
            OuterTile.one(linear.n(), dys, dyo, linear.out(), xs, first + i, ldx, gradients, to + i, 0, false);
        }
        OuterTile.rest(linear.n(), dys, dyo, linear.out(), xs, first + i, ldx, gradients, to + i, count - i, false);
    }
}
