package dev.menny.cuda;

import dev.menny.backend.GradientBuffer;
import dev.menny.cuda.Launcher.Grid;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.DataType;

/** What is added to each row, and its gradient: the sums of columns. */
final class Biases {
    /** Threads and columns of a block of {@code reduce_partials}. */
    static final int REDUCE_THREADS = 512;

    static final int REDUCE_COLUMNS = 32;

    private static final int SUMMED_PER_THREAD = 16;
    private static final int BLOCKS_PER_MULTIPROCESSOR = 4;

    private final Launcher launcher;
    private final Workspaces workspaces;

    Biases(Launcher launcher, Workspaces workspaces) {
        this.launcher = launcher;
        this.workspaces = workspaces;
    }

    /** {@code y += bias} in each of {@code rows} rows of {@code c}. */
    void add(CudaBuffer y, CudaBuffer bias, long rows, int c) {
        launcher.run(Types.kernel("add_bias", y), launcher.overPacks(rows * c), y, bias, rows, c);
    }

    /** The sums of the columns of dy {@code [rows,c]}. */
    void sumColumns(CudaBuffer dy, long rows, int c, GradientBuffer sums) {
        try (Workspace workspace = workspaces.open()) {
            Grid grid = partialGrid(rows * c);
            CudaBuffer partials = partials(workspace, grid, c);
            launcher.run(Types.kernel("column_sums", dy), grid, dy, partials, rows, c);
            reduce(partials, grid.blocks(), c, sums);
        }
    }

    /** A grid of which each block leaves one partial sum a column. */
    Grid partialGrid(long elements) {
        long useful = Math.ceilDiv(elements, (long) SUMMED_PER_THREAD * Launcher.THREADS);
        return launcher.atMost(useful, BLOCKS_PER_MULTIPROCESSOR, Launcher.THREADS);
    }

    CudaBuffer partials(Workspace workspace, Grid grid, int c) {
        return workspace.floats(DataType.F32, (long) grid.blocks() * c);
    }

    /** Adds partial sums {@code [count,c]} up, always in the same order. */
    void reduce(CudaBuffer partials, int count, int c, GradientBuffer sums) {
        CudaBuffer to = CudaBuffer.of(sums.buffer());
        Grid grid = Grid.of(Math.ceilDiv(c, REDUCE_COLUMNS), REDUCE_THREADS);
        launcher.run("reduce_partials", grid, partials, to, count, c, sums.accumulate());
    }
}
