package dev.menny.backend.vector;

import static dev.menny.backend.vector.Lanes.L;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fully connected layers as blocked matrix products. The weights may be far larger than any cache (Menny's have a
 * gigabyte), so they are read in place, and once per pass; what is blocked is the batch beside them.
 */
final class VectorLinear {
    // Features of a row that a block of weights covers: four rows and a batch of 16 fit the L1 cache.
    private static final int DEPTH = 512;
    // A slice of a row; the extra cache line keeps rows from meeting in the same cache sets.
    private static final int SLICE = DEPTH + 16;
    private static final int ROWS_PER_TASK = 32;
    // Floats of the batch that stay in the L1 cache while all weights over them pass by.
    private static final int BATCH_FLOATS = 1 << 13;
    private static final int WIDEST_BLOCK = 4096;

    private final ThreadTeam team;
    private final ScratchPool pool;

    VectorLinear(ThreadTeam team, ScratchPool pool) {
        this.team = team;
        this.pool = pool;
    }

    void forward(LinearSpec spec, DeviceBuffer xb, DeviceBuffer wb, @Nullable DeviceBuffer bb, DeviceBuffer yb) {
        HostBuffer w = HostBuffer.of(wb);
        HostBuffer y = HostBuffer.of(yb);
        HostBuffer b = bb == null ? null : HostBuffer.of(bb);
        // An eighth of the rows each where there are few: the split depends on the shape alone.
        int rows = Math.min(ROWS_PER_TASK, Math.max(4, (spec.out() / 8 + 3) / 4 * 4));
        try (ScratchPool.Lease slices = slices(spec, HostBuffer.of(xb))) {
            team.runRanges(spec.out(), rows, (from, to) -> {
                int lds = (to - from) * L;
                try (ScratchPool.Lease lease = pool.lend((long) spec.n() * lds)) {
                    float[] sums = lease.floats();
                    Arrays.fill(sums, lease.offset(), lease.offset() + spec.n() * lds, 0f);
                    for (int first = 0; first < spec.in(); first += DEPTH) {
                        dotProducts(spec, slices, w, first, from, to, lease);
                    }
                    for (int n = 0; n < spec.n(); n++) {
                        for (int o = from; o < to; o++) {
                            float bias = b == null ? 0 : b.floats()[b.offset() + o];
                            y.floats()[y.offset() + n * spec.out() + o] =
                                    bias + sumOfLanes(sums, lease.offset() + n * lds + (o - from) * L);
                        }
                    }
                }
            });
        }
    }

    /**
     * The batch cut into slices of features, {@code [in/DEPTH][n][SLICE]}. In place, equal columns of its rows may lie a
     * power of two apart and push each other out of the cache.
     */
    private ScratchPool.Lease slices(LinearSpec spec, HostBuffer x) {
        int count = (spec.in() + DEPTH - 1) / DEPTH;
        ScratchPool.Lease slices = pool.lend((long) count * spec.n() * SLICE);
        team.run(count, slice -> {
            int first = slice * DEPTH;
            int length = Math.min(DEPTH, spec.in() - first);
            for (int n = 0; n < spec.n(); n++) {
                int from = x.offset() + n * spec.in() + first;
                System.arraycopy(
                        x.floats(), from, slices.floats(), slices.offset() + (slice * spec.n() + n) * SLICE, length);
            }
        });
        return slices;
    }

    private static void dotProducts(
            LinearSpec spec,
            ScratchPool.Lease slices,
            HostBuffer w,
            int first,
            int from,
            int to,
            ScratchPool.Lease sums) {
        float[] xs = slices.floats();
        float[] ys = sums.floats();
        int in = spec.in();
        int count = Math.min(DEPTH, in - first);
        int lds = (to - from) * L;
        int slice = slices.offset() + first / DEPTH * spec.n() * SLICE;
        int o = from;
        for (; o + 4 <= to; o += 4) {
            int weights = w.offset() + o * in + first;
            int sum = sums.offset() + (o - from) * L;
            int n = 0;
            for (; n + 4 <= spec.n(); n += 4) {
                DotTile.four(count, xs, slice + n * SLICE, SLICE, w.floats(), weights, in, ys, sum + n * lds, lds);
            }
            for (; n < spec.n(); n++) {
                DotTile.one(count, xs, slice + n * SLICE, SLICE, w.floats(), weights, in, ys, sum + n * lds, lds);
            }
        }
        for (; o < to; o++) {
            for (int n = 0; n < spec.n(); n++) {
                int weights = w.offset() + o * in + first;
                int sum = sums.offset() + n * lds + (o - from) * L;
                DotTile.single(count, xs, slice + n * SLICE, w.floats(), weights, ys, sum);
            }
        }
    }

    /** In a fixed order, unlike the vector's own reduction. */
    private static float sumOfLanes(float[] sums, int at) {
        float sum = 0;
        for (int lane = 0; lane < L; lane++) {
            sum += sums[at + lane];
        }
        return sum;
    }

    void backwardData(LinearSpec spec, DeviceBuffer dyb, DeviceBuffer wb, GradientBuffer dxb) {
        HostBuffer dy = HostBuffer.of(dyb);
        HostBuffer w = HostBuffer.of(wb);
        HostBuffer dx = HostBuffer.of(dxb.buffer());
        team.runRanges(spec.in(), columns(spec), (from, to) -> {
            int count = to - from;
            int ld = count + 16;
            try (ScratchPool.Lease lease = pool.lend((long) spec.n() * ld)) {
                float[] sums = lease.floats();
                int so = lease.offset();
                for (int n = 0; n < spec.n(); n++) {
                    int row = dx.offset() + n * spec.in() + from;
                    if (dxb.accumulate()) {
                        System.arraycopy(dx.floats(), row, sums, so + n * ld, count);
                    } else {
                        Arrays.fill(sums, so + n * ld, so + n * ld + count, 0f);
                    }
                }
                for (int o = 0; o < spec.out(); o += o + 4 <= spec.out() ? 4 : 1) {
                    weightedRows(spec, dy, o, w, from, count, sums, so, ld);
                }
                for (int n = 0; n < spec.n(); n++) {
                    System.arraycopy(sums, so + n * ld, dx.floats(), dx.offset() + n * spec.in() + from, count);
                }
            }
        });
    }

    /** Adds four rows of w, or the last ones one by one, to all rows of the batch. */
    private static void weightedRows(
            LinearSpec spec, HostBuffer dy, int o, HostBuffer w, int from, int count, float[] sums, int so, int ld) {
        int in = spec.in();
        int out = spec.out();
        boolean four = o + 4 <= out;
        int weights = w.offset() + o * in + from;
        int n = 0;
        for (; n + 4 <= spec.n(); n += 4) {
            int gradient = dy.offset() + n * out + o;
            if (four) {
                AxpyTile.fourByFour(count, dy.floats(), gradient, out, w.floats(), weights, in, sums, so + n * ld, ld);
            } else {
                AxpyTile.fourByOne(count, dy.floats(), gradient, out, w.floats(), weights, in, sums, so + n * ld, ld);
            }
        }
        for (; n < spec.n(); n++) {
            int gradient = dy.offset() + n * out + o;
            if (four) {
                AxpyTile.oneByFour(count, dy.floats(), gradient, out, w.floats(), weights, in, sums, so + n * ld, ld);
            } else {
                AxpyTile.oneByOne(count, dy.floats(), gradient, out, w.floats(), weights, in, sums, so + n * ld, ld);
            }
        }
    }

    void backwardFilter(
            LinearSpec spec,
            DeviceBuffer xb,
            DeviceBuffer dyb,
            @Nullable GradientBuffer dwb,
            @Nullable GradientBuffer dbb) {
        HostBuffer dy = HostBuffer.of(dyb);
        if (dwb != null) {
            outerProducts(spec, HostBuffer.of(xb), dy, dwb);
        }
        if (dbb != null) {
            columnSums(spec, dy, dbb);
        }
    }

    private void outerProducts(LinearSpec spec, HostBuffer x, HostBuffer dy, GradientBuffer dwb) {
        team.runRanges(spec.in(), columns(spec), (from, to) -> {
            int count = to - from;
            int ld = count + 16;
            try (ScratchPool.Lease lease = pool.lend((long) spec.n() * ld)) {
                for (int n = 0; n < spec.n(); n++) {
                    System.arraycopy(
                            x.floats(),
                            x.offset() + n * spec.in() + from,
                            lease.floats(),
                            lease.offset() + n * ld,
                            count);
                }
                for (int o = 0; o < spec.out(); o += o + 4 <= spec.out() ? 4 : 1) {
                    outerProduct(spec, lease.floats(), lease.offset(), ld, count, dy, o, dwb, from);
                }
            }
        });
    }

    /** The gradient of four rows of w, or of one of the last ones, over some columns. */
    private static void outerProduct(
            LinearSpec spec,
            float[] x,
            int xo,
            int ldx,
            int count,
            HostBuffer dy,
            int o,
            GradientBuffer dwb,
            int from) {
        HostBuffer dw = HostBuffer.of(dwb.buffer());
        boolean add = dwb.accumulate();
        int in = spec.in();
        int out = spec.out();
        int rows = o + 4 <= out ? 4 : 1;
        int gradient = dy.offset() + o;
        int target = dw.offset() + o * in + from;
        int i = 0;
        for (; i + 4 * L <= count; i += 4 * L) {
            if (rows == 4) {
                OuterTile.four(spec.n(), dy.floats(), gradient, out, x, xo + i, ldx, dw.floats(), target + i, in, add);
            } else {
                OuterTile.one(spec.n(), dy.floats(), gradient, out, x, xo + i, ldx, dw.floats(), target + i, in, add);
            }
        }
        for (int row = 0; row < rows; row++) {
            OuterTile.rest(
                    spec.n(),
                    dy.floats(),
                    gradient + row,
                    out,
                    x,
                    xo + i,
                    ldx,
                    dw.floats(),
                    target + row * in + i,
                    count - i,
                    add);
        }
    }

    private static void columnSums(LinearSpec spec, HostBuffer dy, GradientBuffer target) {
        HostBuffer db = HostBuffer.of(target.buffer());
        for (int o = 0; o < spec.out(); o++) {
            float sum = target.accumulate() ? db.floats()[db.offset() + o] : 0;
            for (int n = 0; n < spec.n(); n++) {
                sum += dy.floats()[dy.offset() + n * spec.out() + o];
            }
            db.floats()[db.offset() + o] = sum;
        }
    }

    /** Input features a task, in whole tiles. */
    private static int columns(LinearSpec spec) {
        int tile = 4 * L;
        return Math.min(WIDEST_BLOCK, Math.max(tile, BATCH_FLOATS / spec.n() / tile * tile));
    }
}
