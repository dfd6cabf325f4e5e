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
import dev.menny.benchmarks.workload.Setting;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One convolution of Menny: its kernels, called as its layers call them. */
final class MennyConv extends BackendWorkload {
    private static final int POOLED = 4;

    private final Kernels kernels;
    private final Buffers buffers;
    private final ConvBlockSpec block;
    private final Consumer<Activations> pass;
    private final Rotation<Activations> activations;
    private final DeviceBuffer w;
    private final DeviceBuffer b;
    private final GradientBuffer dw;
    private final GradientBuffer db;

    /** What is as large as the batch. */
    private record Activations(
            DeviceBuffer x,
            DeviceBuffer y,
            DeviceBuffer dy,
            DeviceBuffer mask,
            @Nullable GradientBuffer dx) {}

    MennyConv(Backend backend, ConvWork work, Setting setting) {
        super(backend);
        this.kernels = backend.kernels();
        this.buffers = new Buffers(backend);
        ConvShape shape = work.shape();
        Conv2dSpec conv =
                new Conv2dSpec(shape.n(), shape.h(), shape.w(), shape.c(), shape.k(), Window.same(ConvShape.KERNEL));
        this.block = new ConvBlockSpec(conv, Pooling.AVERAGE);
        this.w = buffers.weights(shape.weightLength(), ConvShape.KERNEL * ConvShape.KERNEL * shape.c());
        this.b = buffers.floats(shape.k());
        this.dw = overwrite(buffers.floats(shape.weightLength()));
        this.db = overwrite(buffers.floats(shape.k()));
        this.activations = Rotation.of(setting.isGpu(), work.bytes(setting.activationBytes()), () -> activations(work));
        this.pass = pass(work);
    }

    private Activations activations(ConvWork work) {
        ConvShape shape = work.shape();
        long outputs = work.pass().isBlock() ? shape.outputLength() / POOLED : shape.outputLength();
        return new Activations(
                buffers.input(shape.inputLength()),
                buffers.activations(outputs),
                buffers.input(outputs),
                buffers.bytes(outputs),
                shape.isFirstLayer() ? null : overwrite(buffers.activations(shape.inputLength())));
    }

    private Consumer<Activations> pass(ConvWork work) {
        return switch (work.pass()) {
            case FORWARD -> this::forward;
            case BACKWARD_DATA -> this::backwardData;
            case BACKWARD_FILTER -> this::backwardFilter;
            case FORWARD_AND_GRADIENTS -> this::forwardAndGradients;
            case BLOCK_FORWARD -> this::blockForward;
            case BLOCK_FORWARD_AND_GRADIENTS -> this::blockForwardAndGradients;
        };
    }

    private void forward(Activations set) {
        kernels.conv2dForward(block.conv(), set.x, w, b, set.y);
    }

    private void backwardData(Activations set) {
        if (set.dx != null) {
            kernels.conv2dBackwardData(block.conv(), set.dy, w, set.dx);
        }
    }

    private void backwardFilter(Activations set) {
        kernels.conv2dBackwardFilter(block.conv(), set.x, set.dy, dw, db);
    }

    private void forwardAndGradients(Activations set) {
        forward(set);
        backwardFilter(set);
        backwardData(set);
    }

    private void blockForward(Activations set) {
        kernels.convBlockForward(block, set.x, w, b, set.y, null);
    }

    private void blockForwardAndGradients(Activations set) {
        kernels.convBlockForward(block, set.x, w, b, set.y, set.mask);
        kernels.convBlockBackward(block, set.x, w, set.mask, set.dy, set.dx, dw, db);
    }

    @Override
    public void begin() {
        pass.accept(activations.next());
    }

    @Override
    public void close() {
        buffers.close();
    }
}
