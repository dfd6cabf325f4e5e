package dev.menny.cuda;

import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;
import dev.menny.cuda.Launcher.Grid;
import dev.menny.cuda.Workspaces.Workspace;
import org.jspecify.annotations.Nullable;

/** Convolution, bias, ReLU and 2x2 pooling: cuDNN's convolution into borrowed memory, and all the rest in one pass over it. */
final class Blocks {
    private final Launcher launcher;
    private final Convolutions convolutions;
    private final Biases biases;
    private final Workspaces workspaces;

    Blocks(Launcher launcher, Convolutions convolutions, Biases biases, Workspaces workspaces) {
        this.launcher = launcher;
        this.convolutions = convolutions;
        this.biases = biases;
        this.workspaces = workspaces;
    }

    void forward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer bias,
            DeviceBuffer y,
            @Nullable DeviceBuffer mask) {
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer z = workspace.floats(CudaBuffer.of(y).type(), spec.conv().outputLength());
            convolutions.forward(spec.conv(), x, w, null, z);
            reluPoolForward(spec.pool(), z, bias, y, mask);
        }
    }

    void backward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer mask,
            DeviceBuffer dy,
            @Nullable GradientBuffer dx,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        try (Workspace workspace = workspaces.open()) {
            CudaBuffer dz =
                    workspace.floats(CudaBuffer.of(dy).type(), spec.conv().outputLength());
            reluPoolBackward(spec.pool(), mask, dy, GradientBuffer.overwrite(dz));
            if (dw != null) {
                convolutions.backwardFilter(spec.conv(), x, dz, dw, null);
            }
            if (dx != null) {
                convolutions.backwardData(spec.conv(), dz, w, dx);
            }
        }
        if (db != null) {
            sumBias(spec.pool(), mask, dy, db);
        }
    }

    /** The bias reached all four elements of a window: its gradient needs the mask and dy alone, not dz. */
    private void sumBias(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dyb, GradientBuffer db) {
        CudaBuffer dy = CudaBuffer.of(dyb);
        long rows = (long) spec.n() * spec.oh() * spec.ow();
        try (Workspace workspace = workspaces.open()) {
            Grid grid = biases.partialGrid(rows * spec.c());
            CudaBuffer partials = biases.partials(workspace, grid, spec.c());
            launcher.run(
                    Types.kernel("block_bias_sums", dy),
                    grid,
                    CudaBuffer.of(mask),
                    dy,
                    partials,
                    rows,
                    spec.c(),
                    spec.pooling() == Pooling.MAX);
            biases.reduce(partials, grid.blocks(), spec.c(), db);
        }
    }

    /** @param bias added before all else, or null */
    void reluPoolForward(
            Pool2dSpec spec,
            DeviceBuffer zb,
            @Nullable DeviceBuffer bias,
            DeviceBuffer yb,
            @Nullable DeviceBuffer mask) {
        CudaBuffer z = CudaBuffer.of(zb);
        CudaBuffer y = CudaBuffer.of(yb);
        launcher.run(
                Types.kernel("bias_relu_pool_forward", z, y),
                launcher.overPacks(outputs(spec)),
                z,
                bias,
                y,
                mask,
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                spec.pooling() == Pooling.MAX);
    }

    void reluPoolBackward(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dyb, GradientBuffer dxb) {
        CudaBuffer dy = CudaBuffer.of(dyb);
        CudaBuffer dx = CudaBuffer.of(dxb.buffer());
        launcher.run(
                Types.kernel("relu_pool_backward", dy, dx),
                launcher.overPacks(outputs(spec)),
                mask,
                dy,
                dx,
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                spec.pooling() == Pooling.MAX,
                dxb.accumulate());
    }

    private static long outputs(Pool2dSpec spec) {
        return (long) spec.n() * spec.oh() * spec.ow() * spec.c();
    }
}
