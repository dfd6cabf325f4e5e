package dev.menny.cuda;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Pooling;
import dev.menny.cuda.Launcher.Grid;
import dev.menny.cuda.Workspaces.Workspace;
import dev.menny.cuda.driver.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The block that sees the picture: 3 channels in, a 3x3 kernel. Too few channels for cuDNN's matrix products; our kernels
 * convolve, add the bias, apply ReLU and pool without ever storing the convolution, the largest tensor of a network.
 */
final class RgbBlocks {
    /** Pooled pixels that a block makes at a time, a thread each. */
    static final int TILE_ROWS = 8;

    static final int TILE_COLUMNS = 16;

    /** Threads of a block that sums gradients. */
    static final int FILTER_THREADS = 128;

    private static final int FORWARD_BLOCKS = 5;
    private static final int FILTER_BLOCKS = 6;
    private static final int CHANNELS = 3;
    private static final int KERNEL = 3;
    private static final int WEIGHTS = CHANNELS * KERNEL * KERNEL;
    private static final int LARGEST_PADDING = 2;

    private final Launcher launcher;
    private final Elementwise elementwise;
    private final Biases biases;
    private final Workspaces workspaces;

    RgbBlocks(Launcher launcher, Elementwise elementwise, Biases biases, Workspaces workspaces) {
        this.launcher = launcher;
        this.elementwise = elementwise;
        this.biases = biases;
        this.workspaces = workspaces;
    }

    /** True if our kernels are made for this block. */
    static boolean canCompute(Conv2dSpec conv) {
        return conv.c() == CHANNELS
                && conv.r() == KERNEL
                && conv.s() == KERNEL
                && conv.window().strideH() == 1
                && conv.window().strideW() == 1
                && conv.window().padH() <= LARGEST_PADDING
                && conv.window().padW() <= LARGEST_PADDING;
    }

    void forward(
            ConvBlockSpec spec,
            DeviceBuffer xb,
            DeviceBuffer w,
            DeviceBuffer bias,
            DeviceBuffer yb,
            @Nullable DeviceBuffer mask) {
        Conv2dSpec conv = spec.conv();
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer y = CudaBuffer.of(yb);
        launcher.run(
                Types.kernel("rgb_block_forward", x, y),
                forwardGrid(spec),
                x,
                w,
                bias,
                y,
                mask,
                conv.n(),
                conv.h(),
                conv.w(),
                conv.k(),
                conv.window().padH(),
                conv.window().padW(),
                spec.pooling() == Pooling.MAX);
    }

    /** Both gradients of the parameters; the picture's own is cuDNN's to compute, where somebody wants it. */
    void backwardFilter(
            ConvBlockSpec spec,
            DeviceBuffer xb,
            DeviceBuffer mask,
            DeviceBuffer dyb,
            GradientBuffer dw,
            GradientBuffer db) {
        Conv2dSpec conv = spec.conv();
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer dy = CudaBuffer.of(dyb);
        int sums = conv.k() * (WEIGHTS + 1);
        try (Workspace workspace = workspaces.open()) {
            Grid grid = filterGrid(spec);
            CudaBuffer partials = workspace.floats(DataType.F32, (long) grid.blocks() * sums);
            CudaBuffer both = workspace.floats(DataType.F32, sums);
            launcher.run(
                    Types.kernel("rgb_block_filter_sums", x, dy),
                    grid,
                    x,
                    mask,
                    dy,
                    partials,
                    conv.n(),
                    conv.h(),
                    conv.w(),
                    conv.k(),
                    conv.window().padH(),
                    conv.window().padW(),
                    spec.pooling() == Pooling.MAX);
            biases.reduce(partials, grid.blocks(), sums, GradientBuffer.overwrite(both));
            int weights = conv.k() * WEIGHTS;
            elementwise.convert(both.slice(0, weights), CudaBuffer.of(dw.buffer()), weights, dw.accumulate());
            elementwise.convert(both.slice(weights, conv.k()), CudaBuffer.of(db.buffer()), conv.k(), db.accumulate());
        }
    }

    private Grid forwardGrid(ConvBlockSpec spec) {
        return launcher.atMost(tiles(spec), FORWARD_BLOCKS, TILE_ROWS * TILE_COLUMNS);
    }

    private Grid filterGrid(ConvBlockSpec spec) {
        return launcher.atMost(tiles(spec), FILTER_BLOCKS, FILTER_THREADS);
    }

    private static long tiles(ConvBlockSpec spec) {
        return (long) spec.conv().n()
                * Math.ceilDiv(spec.pool().oh(), TILE_ROWS)
                * Math.ceilDiv(spec.pool().ow(), TILE_COLUMNS);
    }
}
