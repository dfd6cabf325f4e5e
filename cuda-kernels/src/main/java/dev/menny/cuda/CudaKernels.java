package dev.menny.cuda;

import dev.menny.backend.AdamWSpec;
import dev.menny.backend.AffineSpec;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.SampleSpec;
import dev.menny.backend.Scratch;
import dev.menny.backend.SgdSpec;
import dev.menny.backend.SoftmaxSpec;
import dev.menny.cuda.Workspaces.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * The operations on the GPU, by family. An operation of several commands is one to other threads, since all of them share
 * the stream and what is borrowed on it.
 */
final class CudaKernels implements Kernels {
    private final CommandQueue queue;
    private final Workspaces workspaces;
    private final KernelFamilies by;

    CudaKernels(CommandQueue queue, Workspaces workspaces, KernelFamilies families) {
        this.queue = queue;
        this.workspaces = workspaces;
        this.by = families;
    }

    @Override
    public Scratch scratch(long length) {
        Workspace workspace = workspaces.open();
        workspace.bytes(length * Float.BYTES);
        return workspace;
    }

    @Override
    public void conv2dForward(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        queue.exclusively(() -> by.convolutions().forward(spec, x, w, b, y));
    }

    @Override
    public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        queue.exclusively(() -> by.convolutions().backwardData(spec, dy, w, dx));
    }

    @Override
    public void conv2dBackwardFilter(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
        queue.exclusively(() -> by.convolutions().backwardFilter(spec, x, dy, dw, db));
    }

    @Override
    public void convBlockForward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer b,
            DeviceBuffer y,
            @Nullable DeviceBuffer mask) {
        queue.exclusively(() -> {
            if (RgbBlocks.canCompute(spec.conv())) {
                by.rgbBlocks().forward(spec, x, w, b, y, mask);
            } else {
                by.blocks().forward(spec, x, w, b, y, mask);
            }
        });
    }

    @Override
    public void convBlockBackward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer mask,
            DeviceBuffer dy,
            @Nullable GradientBuffer dx,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        queue.exclusively(() -> {
            if (dx == null && dw != null && db != null && RgbBlocks.canCompute(spec.conv())) {
                by.rgbBlocks().backwardFilter(spec, x, mask, dy, dw, db);
            } else {
                by.blocks().backward(spec, x, w, mask, dy, dx, dw, db);
            }
        });
    }

    @Override
    public void reluPoolForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y, @Nullable DeviceBuffer mask) {
        by.blocks().reluPoolForward(spec, x, null, y, mask);
    }

    @Override
    public void reluPoolBackward(Pool2dSpec spec, DeviceBuffer mask, DeviceBuffer dy, GradientBuffer dx) {
        by.blocks().reluPoolBackward(spec, mask, dy, dx);
    }

    @Override
    public void pool2dForward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer y) {
        by.pools().forward(spec, x, y);
    }

    @Override
    public void pool2dBackward(Pool2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dx) {
        by.pools().backward(spec, x, dy, dx);
    }

    @Override
    public void reluForward(long length, DeviceBuffer x, DeviceBuffer y) {
        by.elementwise().reluForward(length, x, y);
    }

    @Override
    public void reluBackward(long length, DeviceBuffer y, DeviceBuffer dy, GradientBuffer dx) {
        by.elementwise().reluBackward(length, y, dy, dx);
    }

    @Override
    public void linearForward(
            LinearSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        queue.exclusively(() -> by.linearLayers().forward(spec, x, w, b, y));
    }

    @Override
    public void linearBackwardData(LinearSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        queue.exclusively(() -> by.linearLayers().backwardData(spec, dy, w, dx));
    }

    @Override
    public void linearBackwardFilter(
            LinearSpec spec,
            DeviceBuffer x,
            DeviceBuffer dy,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        queue.exclusively(() -> by.linearLayers().backwardFilter(spec, x, dy, dw, db));
    }

    @Override
    public void affine(AffineSpec spec, DeviceBuffer x, GradientBuffer y) {
        by.elementwise().affine(spec, x, y);
    }

    @Override
    public void dropout(DropoutSpec spec, DeviceBuffer x, GradientBuffer y) {
        queue.exclusively(() -> by.elementwise().dropout(spec, x, y));
    }

    @Override
    public void softmax(SoftmaxSpec spec, DeviceBuffer logits, DeviceBuffer probabilities) {
        by.losses().softmax(spec, logits, probabilities);
    }

    @Override
    public void softmaxCrossEntropyForward(
            SoftmaxSpec spec,
            DeviceBuffer logits,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer probabilities,
            DeviceBuffer loss) {
        queue.exclusively(() -> by.losses().crossEntropyForward(spec, logits, labels, shares, probabilities, loss));
    }

    @Override
    public void softmaxCrossEntropyBackward(
            SoftmaxSpec spec,
            DeviceBuffer probabilities,
            DeviceBuffer labels,
            DeviceBuffer shares,
            DeviceBuffer dloss,
            GradientBuffer dlogits) {
        queue.exclusively(() -> by.losses().crossEntropyBackward(spec, probabilities, labels, shares, dloss, dlogits));
    }

    @Override
    public void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer y) {
        by.pictures().bytesToFloats(length, bytes, y);
    }

    @Override
    public void sample(
            SampleSpec spec,
            DeviceBuffer pictures,
            DeviceBuffer placements,
            @Nullable DeviceBuffer colours,
            DeviceBuffer y) {
        by.pictures().sample(spec, pictures, placements, colours, y);
    }

    @Override
    public double sumOfSquares(DeviceBuffer g) {
        return queue.exclusively(() -> by.optimizers().sumOfSquares(g));
    }

    @Override
    public void adamW(AdamWSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer m, DeviceBuffer v) {
        queue.exclusively(() -> by.optimizers().adamW(spec, w, g, m, v));
    }

    @Override
    public void adamWOuter(
            AdamWSpec spec,
            LinearSpec linear,
            DeviceBuffer x,
            DeviceBuffer dy,
            DeviceBuffer w,
            DeviceBuffer m,
            DeviceBuffer v) {
        queue.exclusively(() -> by.optimizers().adamWOuter(spec, linear, x, dy, w, m, v));
    }

    @Override
    public void sgd(SgdSpec spec, DeviceBuffer w, DeviceBuffer g, DeviceBuffer velocity) {
        queue.exclusively(() -> by.optimizers().sgd(spec, w, g, velocity));
    }

    @Override
    public void sgdOuter(
            SgdSpec spec, LinearSpec linear, DeviceBuffer x, DeviceBuffer dy, DeviceBuffer w, DeviceBuffer velocity) {
        queue.exclusively(() -> by.optimizers().sgdOuter(spec, linear, x, dy, w, velocity));
    }
}
