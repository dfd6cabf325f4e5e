package dev.menny.backend.vector;

import dev.menny.backend.AdamWNumbers;
import dev.menny.backend.AdamWSpec;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.SgdSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.LoopKernels;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import org.jspecify.annotations.Nullable;

/** What multiplies matrices goes to the Vector API; what only moves memory stays with the shared loops. */
final class VectorKernels extends LoopKernels {
    private final VectorConvolution convolution;
    private final VectorLinear linear;

    VectorKernels(ThreadTeam team, ScratchPool pool) {
        super(team, pool);
        this.convolution = new VectorConvolution(team, pool);
        this.linear = new VectorLinear(team, pool);
    }

    @Override
    public void conv2dForward(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        convolution.forward(spec, x, w, b, y);
    }

    @Override
    public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        convolution.backwardData(spec, dy, w, dx);
    }

    @Override
    public void conv2dBackwardFilter(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
        convolution.backwardFilter(spec, x, dy, dw, db);
    }

    @Override
    public void convBlockForward(
            ConvBlockSpec spec,
            DeviceBuffer x,
            DeviceBuffer w,
            DeviceBuffer b,
            DeviceBuffer y,
            @Nullable DeviceBuffer mask) {
        convolution.blockForward(spec, x, w, b, y, mask);
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
        convolution.blockBackward(spec, x, w, mask, dy, dx, dw, db);
    }

    @Override
    public void linearForward(
            LinearSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        linear.forward(spec, x, w, b, y);
    }

    @Override
    public void linearBackwardData(LinearSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        linear.backwardData(spec, dy, w, dx);
    }

    @Override
    public void linearBackwardFilter(
            LinearSpec spec,
            DeviceBuffer x,
            DeviceBuffer dy,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        linear.backwardFilter(spec, x, dy, dw, db);
    }

    @Override
    public void adamWOuter(
            AdamWSpec spec,
            LinearSpec linearSpec,
            DeviceBuffer x,
            DeviceBuffer dy,
            DeviceBuffer w,
            DeviceBuffer m,
            DeviceBuffer v) {
        new OuterGradient(linearSpec, HostBuffer.of(x), HostBuffer.of(dy))
                .forEachRun(
                        team(),
                        pool(),
                        new AdamWUpdate(AdamWNumbers.of(spec), HostBuffer.of(w), HostBuffer.of(m), HostBuffer.of(v)));
    }

    @Override
    public void sgdOuter(
            SgdSpec spec,
            LinearSpec linearSpec,
            DeviceBuffer x,
            DeviceBuffer dy,
            DeviceBuffer w,
            DeviceBuffer velocity) {
        new OuterGradient(linearSpec, HostBuffer.of(x), HostBuffer.of(dy))
                .forEachRun(team(), pool(), new SgdUpdate(spec, HostBuffer.of(w), HostBuffer.of(velocity)));
    }
}
