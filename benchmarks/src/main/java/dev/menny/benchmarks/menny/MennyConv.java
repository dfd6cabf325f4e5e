package dev.menny.benchmarks.menny;

import static dev.menny.backend.GradientBuffer.overwrite;

import dev.menny.backend.Backend;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.ConvWork;
import dev.menny.benchmarks.workload.Workload;
import org.jspecify.annotations.Nullable;

/** One convolution of Menny: its kernels, called as its layers call them. */
final class MennyConv implements Workload {
    private static final int POOLED = 4;

    private final Backend backend;
    private final Kernels kernels;
    private final Buffers buffers;
    private final ConvBlockSpec block;
    private final Runnable pass;
    private final DeviceBuffer x;
    private final DeviceBuffer w;
    private final DeviceBuffer b;
    private final DeviceBuffer y;
    private final DeviceBuffer dy;
    private final DeviceBuffer mask;
    private final GradientBuffer dw;
    private final GradientBuffer db;
    private final @Nullable GradientBuffer dx;

    MennyConv(Backend backend, ConvWork work) {
        this.backend = backend;
        this.kernels = backend.kernels();
        this.buffers = new Buffers(backend);
        ConvShape shape = work.shape();
        Conv2dSpec conv =
                new Conv2dSpec(shape.n(), shape.h(), shape.w(), shape.c(), shape.k(), Window.same(ConvShape.KERNEL));
        this.block = new ConvBlockSpec(conv, Pooling.AVERAGE);
        long outputs = work.pass().isBlock() ? shape.outputLength() / POOLED : shape.outputLength();
        this.x = buffers.input(shape.inputLength());
        this.w = buffers.weights(shape.weightLength(), ConvShape.KERNEL * ConvShape.KERNEL * shape.c());
        this.b = buffers.empty(shape.k());
        this.y = buffers.empty(outputs);
        this.dy = buffers.input(outputs);
        this.mask = buffers.bytes(outputs);
        this.dw = overwrite(buffers.empty(shape.weightLength()));
        this.db = overwrite(buffers.empty(shape.k()));
        this.dx = shape.isFirstLayer() ? null : overwrite(buffers.empty(shape.inputLength()));
        this.pass = pass(work);
    }

    private Runnable pass(ConvWork work) {
        return switch (work.pass()) {
            case FORWARD -> this::forward;
            case BACKWARD_DATA -> this::backwardData;
            case BACKWARD_FILTER -> this::backwardFilter;
            case FORWARD_AND_GRADIENTS -> this::forwardAndGradients;
            case BLOCK_FORWARD -> this::blockForward;
            case BLOCK_FORWARD_AND_GRADIENTS -> this::blockForwardAndGradients;
        };
    }

    private void forward() {
        kernels.conv2dForward(block.conv(), x, w, b, y);
    }

    private void backwardData() {
        if (dx != null) {
            kernels.conv2dBackwardData(block.conv(), dy, w, dx);
        }
    }

    private void backwardFilter() {
        kernels.conv2dBackwardFilter(block.conv(), x, dy, dw, db);
    }

    private void forwardAndGradients() {
        forward();
        backwardFilter();
        backwardData();
    }

    private void blockForward() {
        kernels.convBlockForward(block, x, w, b, y, null);
    }

    private void blockForwardAndGradients() {
        kernels.convBlockForward(block, x, w, b, y, mask);
        kernels.convBlockBackward(block, x, w, mask, dy, dx, dw, db);
    }

    @Override
    public void run() {
        pass.run();
        backend.synchronize();
    }

    @Override
    public void close() {
        buffers.close();
    }
}
