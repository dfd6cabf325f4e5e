package dev.menny.cuda;

import dev.menny.backend.AdamWNumbers;
import dev.menny.backend.AdamWSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.SgdSpec;
import dev.menny.cuda.Launcher.Grid;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.DevicePointer;

/** Optimizer steps, each in one pass over its parameters; their numbers change from step to step. */
final class Optimizers {
    private static final int STEP_BLOCKS = 8;
    private static final int SUM_BLOCKS = 4;
    /** Rows of weights that a block of the factored steps updates. */
    static final int TILE_OUT = 64;

    /** Columns of weights that it updates. */
    static final int TILE_IN = 128;

    private final Launcher launcher;
    private final StepNumbers numbers;
    private final Workspaces workspaces;
    private final Downloads downloads;

    Optimizers(Launcher launcher, StepNumbers numbers, Workspaces workspaces, Downloads downloads) {
        this.launcher = launcher;
        this.numbers = numbers;
        this.workspaces = workspaces;
        this.downloads = downloads;
    }

    void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
        long length = w.length();
        launcher.run(
                "adamw",
                stepGrid(length),
                CudaBuffer.of(w),
                CudaBuffer.of(g),
                CudaBuffer.of(m),
                CudaBuffer.of(v),
                length,
                numbers(spec));
    }

    void adamWOuter(
            AdamWSpec spec,
            LinearSpec linear,
            DeviceBuffer xb,
            DeviceBuffer dyb,
            DeviceBuffer w,
            DeviceBuffer m,
            DeviceBuffer v) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer dy = CudaBuffer.of(dyb);
        launcher.run(
                Types.kernel("adamw_outer", x, dy),
                tiles(linear),
                x,
                dy,
                CudaBuffer.of(w),
                CudaBuffer.of(m),
                CudaBuffer.of(v),
                linear.n(),
                linear.in(),
                linear.out(),
                numbers(spec));
    }

    void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
        long length = w.length();
        launcher.run(
                "sgd",
                stepGrid(length),
                CudaBuffer.of(w),
                CudaBuffer.of(g),
                CudaBuffer.of(velocity),
                length,
                numbers(spec));
    }

    void sgdOuter(
            SgdSpec spec, LinearSpec linear, DeviceBuffer xb, DeviceBuffer dyb, DeviceBuffer w, DeviceBuffer velocity) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer dy = CudaBuffer.of(dyb);
        launcher.run(
                Types.kernel("sgd_outer", x, dy),
                tiles(linear),
                x,
                dy,
                CudaBuffer.of(w),
                CudaBuffer.of(velocity),
                linear.n(),
                linear.in(),
                linear.out(),
                numbers(spec));
    }

    private Grid stepGrid(long length) {
        return launcher.atMost(
                Math.ceilDiv(length, (long) Launcher.PACK * Launcher.THREADS), STEP_BLOCKS, Launcher.THREADS);
    }

    private static Grid tiles(LinearSpec linear) {
        int tiles = Math.ceilDiv(linear.out(), TILE_OUT) * Math.ceilDiv(linear.in(), TILE_IN);
        return Grid.of(tiles, Launcher.THREADS);
    }

    private DevicePointer numbers(AdamWSpec spec) {
        AdamWNumbers step = AdamWNumbers.of(spec);
        return numbers.put(bytes -> bytes.putFloat(step.beta1())
                .putFloat(step.rest1())
                .putFloat(step.beta2())
                .putFloat(step.rest2())
                .putFloat(step.rate())
                .putFloat(step.unbias2())
                .putFloat(step.epsilon())
                .putFloat(step.keep())
                .putFloat(step.scale()));
    }

    private DevicePointer numbers(SgdSpec spec) {
        return numbers.put(bytes -> bytes.putFloat((float) spec.learningRate())
                .putFloat((float) spec.momentum())
                .putFloat((float) spec.weightDecay())
                .putFloat((float) spec.gradientScale()));
    }

    /** The sum of squares, which the host reads: a step that asks for it is replayed in two parts. */
    double sumOfSquares(DeviceBuffer gb) {
        CudaBuffer g = CudaBuffer.of(gb);
        double[] sum = new double[1];
        try (Workspace workspace = workspaces.open()) {
            long useful = Math.ceilDiv(g.length(), (long) Launcher.THREADS * Launcher.PACK);
            Grid grid = launcher.atMost(useful, SUM_BLOCKS, Launcher.THREADS);
            DevicePointer partials = workspace.bytes((long) grid.blocks() * Double.BYTES);
            DevicePointer total = workspace.bytes(Double.BYTES);
            launcher.run("square_sums", grid, g, partials, g.length());
            launcher.run("sum_doubles", Grid.of(1, Launcher.THREADS), partials, total, grid.blocks());
            downloads.copy(total, Double.BYTES, bytes -> sum[0] = bytes.getDouble(0));
        }
        return sum[0];
    }
}
