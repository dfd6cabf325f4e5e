package dev.menny.backend.scalar;

import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fully connected layer as matrix products; weights are read in place, each once a pass. */
final class LinearLoops {
    // Input features that one task sums up; the sums of all tasks are added in order.
    private static final int CHUNK = 4096;
    private static final int OUTPUTS = 256;
    private static final int INPUTS = 256;
    // Rows of weights, and inputs of each, that stay in the second-level cache while they meet the whole batch.
    private static final int TERMS = 128;
    private static final int WIDTH = 1024;

    private final ThreadTeam team;
    private final Workspace.Pool workspaces;
    private final ScratchPool scratch;

    LinearLoops(ThreadTeam team, Workspace.Pool workspaces, ScratchPool scratch) {
        this.team = team;
        this.workspaces = workspaces;
        this.scratch = scratch;
    }

    /** Rows of the batch are rows of the sums, inputs rows of the factor, outputs elements of a row. */
    void forward(LinearSpec spec, HostBuffer x, HostBuffer w, @Nullable HostBuffer b, HostBuffer y) {
        int chunks = Math.ceilDiv(spec.in(), CHUNK);
        int blocks = Math.ceilDiv(spec.out(), OUTPUTS);
        try (ScratchPool.Lease lease = scratch.lend((long) chunks * spec.n() * spec.out())) {
            HostBuffer partials = lease.buffer();
            team.run(chunks * blocks, task -> {
                try (Workspace workspace = workspaces.lend()) {
                    forwardTask(workspace, spec, x, w, task / blocks, task % blocks * OUTPUTS, partials);
                }
            });
            team.run(spec.n(), row -> addChunks(spec, partials, chunks, row, b, y));
        }
    }

    private static void forwardTask(
            Workspace workspace,
            LinearSpec spec,
            HostBuffer x,
            HostBuffer w,
            int chunk,
            int firstOutput,
            HostBuffer partials) {
        int outputs = Math.min(OUTPUTS, spec.out() - firstOutput);
        int firstInput = chunk * CHUNK;
        int inputs = Math.min(CHUNK, spec.in() - firstInput);
        float[] coefficients = workspace.coefficients(RowProduct.padRows(spec.n()) * CHUNK);
        float[][] sums = workspace.sums(RowProduct.padRows(spec.n()), OUTPUTS);
        float[][] totals = workspace.totals(spec.n(), OUTPUTS);
        float[][] factors = workspace.factors(INPUTS, OUTPUTS);
        for (int row = 0; row < spec.n(); row++) {
            int from = x.offset() + row * spec.in() + firstInput;
            System.arraycopy(x.floats(), from, coefficients, row * CHUNK, inputs);
            Arrays.fill(coefficients, row * CHUNK + inputs, row * CHUNK + RowProduct.padTerms(inputs), 0);
        }
        Workspace.clear(sums, 0, spec.n(), outputs);
        Workspace.clear(totals, 0, spec.n(), outputs);
        for (int i = 0; i < inputs; i += INPUTS) {
            int count = Math.min(INPUTS, inputs - i);
            int terms = RowProduct.padTerms(count);
            int from = w.offset() + firstOutput * spec.in() + firstInput + i;
            Transpose.split(w.floats(), from, spec.in(), outputs, factors, count, 0, 1);
            Workspace.clear(factors, count, terms, outputs);
            RowProduct.add(sums, spec.n(), factors, terms, coefficients, i, CHUNK, outputs);
            RowProduct.drain(sums, totals, spec.n(), outputs);
        }
        for (int row = 0; row < spec.n(); row++) {
            int to = partials.offset() + (chunk * spec.n() + row) * spec.out() + firstOutput;
            System.arraycopy(totals[row], 0, partials.floats(), to, outputs);
        }
    }

    private static void addChunks(
            LinearSpec spec, HostBuffer partials, int chunks, int row, @Nullable HostBuffer b, HostBuffer y) {
        for (int output = 0; output < spec.out(); output++) {
            double sum = b == null ? 0 : b.floats()[b.offset() + output];
            for (int chunk = 0; chunk < chunks; chunk++) {
                sum += partials.floats()[partials.offset() + (chunk * spec.n() + row) * spec.out() + output];
            }
            y.floats()[y.offset() + row * spec.out() + output] = (float) sum;
        }
    }

    /** Rows of the batch are rows of the sums, outputs rows of the factor, inputs elements of a row. */
    void backwardData(LinearSpec spec, HostBuffer dy, HostBuffer w, GradientBuffer dx) {
        int stride = RowProduct.padTerms(spec.out());
        try (ScratchPool.Lease lease = scratch.lend((long) RowProduct.padRows(spec.n()) * stride)) {
            HostBuffer coefficients = lease.buffer();
            for (int row = 0; row < spec.n(); row++) {
                int to = coefficients.offset() + row * stride;
                System.arraycopy(dy.floats(), dy.offset() + row * spec.out(), coefficients.floats(), to, spec.out());
                Arrays.fill(coefficients.floats(), to + spec.out(), to + stride, 0);
            }
            team.runRanges(spec.in(), WIDTH, (from, to) -> {
                try (Workspace workspace = workspaces.lend()) {
                    backwardDataTask(workspace, spec, coefficients, w, dx, from, to - from);
                }
            });
        }
    }

    private static void backwardDataTask(
            Workspace workspace,
            LinearSpec spec,
            HostBuffer coefficients,
            HostBuffer w,
            GradientBuffer dx,
            int first,
            int inputs) {
        float[][] sums = workspace.sums(RowProduct.padRows(spec.n()), WIDTH);
        float[][] factors = workspace.factors(TERMS, WIDTH);
        load(dx, spec.in(), 0, spec.n(), first, inputs, sums);
        for (int output = 0; output < spec.out(); output += TERMS) {
            int count = Math.min(TERMS, spec.out() - output);
            int terms = RowProduct.padTerms(count);
            copyRows(w, spec.in(), output, count, first, inputs, factors);
            Workspace.clear(factors, count, terms, inputs);
            int stride = RowProduct.padTerms(spec.out());
            int from = coefficients.offset() + output;
            RowProduct.add(sums, spec.n(), factors, terms, coefficients.floats(), from, stride, inputs);
        }
        store(sums, dx, spec.in(), 0, spec.n(), first, inputs);
    }

    /** Outputs are rows of the sums, rows of the batch are rows of the factor, inputs elements of a row. */
    void backwardFilter(
            LinearSpec spec, HostBuffer x, HostBuffer dy, @Nullable GradientBuffer dw, @Nullable GradientBuffer db) {
        if (dw != null) {
            weights(spec, x, dy, dw);
        }
        if (db != null) {
            sumRows(spec, dy, db);
        }
    }

    private void weights(LinearSpec spec, HostBuffer x, HostBuffer dy, GradientBuffer dw) {
        int stride = RowProduct.padTerms(spec.n());
        int blocks = Math.ceilDiv(spec.out(), TERMS);
        try (ScratchPool.Lease lease = scratch.lend((long) RowProduct.padRows(spec.out()) * stride)) {
            HostBuffer coefficients = lease.buffer();
            for (int output = 0; output < spec.out(); output++) {
                for (int row = 0; row < stride; row++) {
                    coefficients.floats()[coefficients.offset() + output * stride + row] =
                            row < spec.n() ? dy.floats()[dy.offset() + row * spec.out() + output] : 0;
                }
            }
            team.run(Math.ceilDiv(spec.in(), WIDTH) * blocks, task -> {
                try (Workspace workspace = workspaces.lend()) {
                    int first = task / blocks * WIDTH;
                    backwardFilterTask(workspace, spec, coefficients, x, dw, task % blocks * TERMS, first);
                }
            });
        }
    }

    private static void backwardFilterTask(
            Workspace workspace,
            LinearSpec spec,
            HostBuffer coefficients,
            HostBuffer x,
            GradientBuffer dw,
            int firstOutput,
            int first) {
        int inputs = Math.min(WIDTH, spec.in() - first);
        int outputs = Math.min(TERMS, spec.out() - firstOutput);
        int stride = RowProduct.padTerms(spec.n());
        float[][] sums = workspace.sums(TERMS, WIDTH);
        float[][] factors = workspace.factors(stride, WIDTH);
        copyRows(x, spec.in(), 0, spec.n(), first, inputs, factors);
        Workspace.clear(factors, spec.n(), stride, inputs);
        load(dw, spec.in(), firstOutput, outputs, first, inputs, sums);
        int from = coefficients.offset() + firstOutput * stride;
        RowProduct.add(sums, outputs, factors, stride, coefficients.floats(), from, stride, inputs);
        store(sums, dw, spec.in(), firstOutput, outputs, first, inputs);
    }

    private static void sumRows(LinearSpec spec, HostBuffer dy, GradientBuffer db) {
        HostBuffer target = HostBuffer.of(db.buffer());
        for (int output = 0; output < spec.out(); output++) {
            int at = target.offset() + output;
            double sum = db.accumulate() ? target.floats()[at] : 0;
            for (int row = 0; row < spec.n(); row++) {
                sum += dy.floats()[dy.offset() + row * spec.out() + output];
            }
            target.floats()[at] = (float) sum;
        }
    }

    /** Starts sums from a destination that accumulates, else from 0. */
    private static void load(
            GradientBuffer destination, int width, int firstRow, int count, int first, int length, float[][] sums) {
        if (destination.accumulate()) {
            copyRows(HostBuffer.of(destination.buffer()), width, firstRow, count, first, length, sums);
            return;
        }
        Workspace.clear(sums, 0, count, length);
    }

    /** Copies a part of {@code count} rows of a matrix, each to an array of its own. */
    private static void copyRows(
            HostBuffer matrix, int width, int firstRow, int count, int first, int length, float[][] rows) {
        for (int i = 0; i < count; i++) {
            int from = matrix.offset() + (firstRow + i) * width + first;
            System.arraycopy(matrix.floats(), from, rows[i], 0, length);
        }
    }

    private static void store(
            float[][] sums, GradientBuffer destination, int width, int firstRow, int count, int first, int length) {
        HostBuffer target = HostBuffer.of(destination.buffer());
        for (int i = 0; i < count; i++) {
            int to = target.offset() + (firstRow + i) * width + first;
            System.arraycopy(sums[i], 0, target.floats(), to, length);
        }
    }
}
