package dev.menny.backend.scalar;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.LinearSpec;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.LoopKernels;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import org.jspecify.annotations.Nullable;

/** Convolution and linear layers as blocked loops over float arrays. */
final class ScalarKernels extends LoopKernels {
    private final Workspace.Pool workspaces = new Workspace.Pool();
    private final LinearLoops linear;

    ScalarKernels(ThreadTeam team, ScratchPool pool) {
        super(team, pool);
        this.linear = new LinearLoops(team, workspaces, pool);
    }

    @Override
    public void conv2dForward(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        Correlation shape = Correlation.forward(spec);
        try (ScratchPool.Lease packed = pool().lend(PackedWeights.length(shape))) {
            PackedWeights.forward(spec, shape, HostBuffer.of(w), packed.buffer());
            HostBuffer bias = b == null ? null : HostBuffer.of(b);
            new CorrelationLoops(shape, HostBuffer.of(x), packed.buffer(), bias, GradientBuffer.overwrite(y))
                    .run(team(), workspaces);
        }
    }

    @Override
    public void conv2dBackwardData(Conv2dSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        Correlation shape = Correlation.backwardData(spec);
        try (ScratchPool.Lease packed = pool().lend(PackedWeights.length(shape))) {
            PackedWeights.backwardData(spec, shape, HostBuffer.of(w), packed.buffer());
            new CorrelationLoops(shape, HostBuffer.of(dy), packed.buffer(), null, dx).run(team(), workspaces);
        }
    }

    @Override
    public void conv2dBackwardFilter(
            Conv2dSpec spec, DeviceBuffer x, DeviceBuffer dy, GradientBuffer dw, @Nullable GradientBuffer db) {
        new FilterGradientLoops(spec, HostBuffer.of(x), HostBuffer.of(dy)).run(team(), workspaces, pool(), dw, db);
    }

    @Override
    public void linearForward(
            LinearSpec spec, DeviceBuffer x, DeviceBuffer w, @Nullable DeviceBuffer b, DeviceBuffer y) {
        HostBuffer bias = b == null ? null : HostBuffer.of(b);
        linear.forward(spec, HostBuffer.of(x), HostBuffer.of(w), bias, HostBuffer.of(y));
    }

    @Override
    public void linearBackwardData(LinearSpec spec, DeviceBuffer dy, DeviceBuffer w, GradientBuffer dx) {
        linear.backwardData(spec, HostBuffer.of(dy), HostBuffer.of(w), dx);
    }

    @Override
    public void linearBackwardFilter(
            LinearSpec spec,
            DeviceBuffer x,
            DeviceBuffer dy,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        linear.backwardFilter(spec, HostBuffer.of(x), HostBuffer.of(dy), dw, db);
    }
}
