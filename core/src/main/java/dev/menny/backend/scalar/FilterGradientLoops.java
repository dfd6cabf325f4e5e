package dev.menny.backend.scalar;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a convolution's parameters as matrix products. Output channels are the rows of the sums, pixels the
 * rows of the factor, taps the elements of a row, with a last tap of 1 whose gradient is the bias's. One task is a chunk
 * of output rows that depends on the shape alone; chunks are added up in order.
 */
final class FilterGradientLoops {
    private static final int PIXELS = 64;
    // Pixels after which sums are drained: rare enough to cost nothing, often enough to stay exact.
    private static final int DRAIN = 4 * PIXELS;
    private static final int MOST_CHUNKS = 32;
    private static final int MOST_PARTIAL_FLOATS = 1 << 24;

    private final Conv2dSpec spec;
    private final HostBuffer x;
    private final HostBuffer dy;
    private final int taps;
    private final int outputRows;
    private final int rowsPerChunk;
    private final int chunks;

    FilterGradientLoops(Conv2dSpec spec, HostBuffer x, HostBuffer dy) {
        this.spec = spec;
        this.x = x;
        this.dy = dy;
        this.taps = spec.r() * spec.s() * spec.c();
        this.outputRows = spec.n() * spec.oh();
        int affordable = Math.clamp(MOST_PARTIAL_FLOATS / partialLength(), 2, MOST_CHUNKS);
        this.rowsPerChunk = Math.max(Math.ceilDiv(outputRows, affordable), Math.ceilDiv(DRAIN, spec.ow()));
        this.chunks = Math.ceilDiv(outputRows, rowsPerChunk);
    }

    /** Floats of one chunk's gradients: a row of taps and the bias for each output channel. */
    private int partialLength() {
        return spec.k() * (taps + 1);
    }

    void run(
            ThreadTeam team,
            Workspace.Pool workspaces,
            ScratchPool scratch,
            GradientBuffer dw,
            @Nullable GradientBuffer db) {
        try (ScratchPool.Lease lease = scratch.lend((long) chunks * partialLength())) {
            HostBuffer partials = lease.buffer();
            team.run(chunks, chunk -> {
                try (Workspace workspace = workspaces.lend()) {
                    chunk(workspace, chunk, partials);
                }
            });
            team.run(spec.k(), k -> reduce(partials, k, dw, db));
        }
    }

    private void chunk(Workspace workspace, int chunk, HostBuffer partials) {
        float[][] sums = workspace.sums(RowProduct.padRows(spec.k()), taps + 1);
        float[][] factors = workspace.factors(PIXELS, taps + 1);
        float[] coefficients = workspace.coefficients(RowProduct.padRows(spec.k()) * PIXELS);
        float[][] totals = workspace.totals(spec.k(), taps + 1);
        Workspace.clear(sums, 0, spec.k(), taps + 1);
        Workspace.clear(totals, 0, spec.k(), taps + 1);
        int first = chunk * rowsPerChunk * spec.ow();
        int end = Math.min(outputRows, (chunk + 1) * rowsPerChunk) * spec.ow();
        for (int pixel = first; pixel < end; pixel += PIXELS) {
            int count = Math.min(PIXELS, end - pixel);
            int terms = RowProduct.padTerms(count);
            for (int i = 0; i < count; i++) {
                gather(pixel + i, factors[i]);
            }
            Workspace.clear(factors, count, terms, taps + 1);
            transposeGradients(pixel, count, terms, coefficients);
            RowProduct.add(sums, spec.k(), factors, terms, coefficients, 0, PIXELS, taps + 1);
            if ((pixel - first) % DRAIN == DRAIN - PIXELS || pixel + PIXELS >= end) {
                RowProduct.drain(sums, totals, spec.k(), taps + 1);
            }
        }
        for (int k = 0; k < spec.k(); k++) {
            int to = partials.offset() + chunk * partialLength() + k * (taps + 1);
            System.arraycopy(totals[k], 0, partials.floats(), to, taps + 1);
        }
    }

    /** Copies what the kernel sees from one output pixel: for each kernel row, a run of neighbouring pixels. */
    private void gather(int pixel, float[] factor) {
        int outRow = pixel / spec.ow();
        int left = pixel % spec.ow() * spec.window().strideW() - spec.window().padW();
        int top = outRow % spec.oh() * spec.window().strideH() - spec.window().padH();
        int first = Math.clamp(-left, 0, spec.s());
        int last = Math.clamp(spec.w() - left, first, spec.s());
        int rowLength = spec.s() * spec.c();
        for (int r = 0; r < spec.r(); r++) {
            int to = r * rowLength;
            int ih = top + r;
            if (ih < 0 || ih >= spec.h() || first == last) {
                Arrays.fill(factor, to, to + rowLength, 0);
                continue;
            }
            int from = ((outRow / spec.oh() * spec.h() + ih) * spec.w() + left + first) * spec.c();
            System.arraycopy(x.floats(), x.offset() + from, factor, to + first * spec.c(), (last - first) * spec.c());
            if (last - first < spec.s()) {
                Arrays.fill(factor, to, to + first * spec.c(), 0);
                Arrays.fill(factor, to + last * spec.c(), to + rowLength, 0);
            }
        }
        factor[taps] = 1;
    }

    private void transposeGradients(int pixel, int count, int terms, float[] coefficients) {
        for (int k = 0; k < spec.k(); k++) {
            int from = dy.offset() + pixel * spec.k() + k;
            for (int i = 0; i < count; i++) {
                coefficients[k * PIXELS + i] = dy.floats()[from + i * spec.k()];
            }
            Arrays.fill(coefficients, k * PIXELS + count, k * PIXELS + terms, 0);
        }
    }

    /** Adds up the chunks' gradients of one output channel. */
    private void reduce(HostBuffer partials, int k, GradientBuffer dw, @Nullable GradientBuffer db) {
        double[] sums = new double[taps + 1];
        for (int chunk = 0; chunk < chunks; chunk++) {
            int from = partials.offset() + chunk * partialLength() + k * (taps + 1);
            for (int tap = 0; tap <= taps; tap++) {
                sums[tap] += partials.floats()[from + tap];
            }
        }
        for (int tap = 0; tap < taps; tap++) {
            put(sums[tap], dw, k * taps + tap);
        }
        if (db != null) {
            put(sums[taps], db, k);
        }
    }

    private static void put(double gradient, GradientBuffer destination, int index) {
        HostBuffer target = HostBuffer.of(destination.buffer());
        int at = target.offset() + index;
        float[] values = target.floats();
        values[at] = (float) (destination.accumulate() ? values[at] + gradient : gradient);
    }
}
