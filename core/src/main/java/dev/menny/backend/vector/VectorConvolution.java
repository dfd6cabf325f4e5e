package dev.menny.backend.vector;

import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.ConvBlockSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Pooling;
import dev.menny.backend.Window;
import dev.menny.backend.host.HostBuffer;
import dev.menny.backend.host.ScratchPool;
import dev.menny.backend.host.ThreadTeam;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and fused blocks, each expressed as a {@link SlidingConvolution} or a {@link FilterGradient}, or as
 * {@link WinogradConvolution} and {@link WinogradFilterGradient} where {@link WinogradTiling#fits}.
 */
final class VectorConvolution {
    private final ThreadTeam team;
    private final ScratchPool pool;

    VectorConvolution(ThreadTeam team, ScratchPool pool) {
        this.team = team;
        this.pool = pool;
    }

    void forward(Conv2dSpec spec, DeviceBuffer xb, DeviceBuffer wb, @Nullable DeviceBuffer bb, DeviceBuffer yb) {
        HostBuffer y = HostBuffer.of(yb);
        try (WeightPanels panels = packed(spec, wb, bb)) {
            if (WinogradTiling.fits(spec, spec.c(), spec.k(), spec.oh(), spec.ow())) {
                WinogradOutput output =
                        new WinogradOutput.Plain(y.floats(), y.offset(), spec.oh(), spec.ow(), spec.k(), panels, false);
                winogradForward(spec, input(spec, xb), panels, output);
            } else {
                forward(spec, input(spec, xb), panels).run(team, pool, y.floats(), y.offset(), false);
            }
        }
    }

    void blockForward(
            ConvBlockSpec spec,
            DeviceBuffer xb,
            DeviceBuffer wb,
            DeviceBuffer bb,
            DeviceBuffer yb,
            @Nullable DeviceBuffer maskb) {
        Conv2dSpec conv = spec.conv();
        HostBuffer y = HostBuffer.of(yb);
        HostBuffer mask = maskb == null ? null : HostBuffer.of(maskb);
        PooledTarget target = new PooledTarget(
                y.floats(),
                y.offset(),
                mask == null ? null : mask.bytes(),
                mask == null ? 0 : mask.offset(),
                conv.ow() / 2,
                conv.k(),
                spec.pooling() == Pooling.MAX);
        try (WeightPanels panels = packed(conv, wb, bb)) {
            if (WinogradTiling.fits(conv, conv.c(), conv.k(), conv.oh(), conv.ow())) {
                WinogradOutput output = new WinogradOutput.Pooled(target, conv.oh(), conv.ow(), panels);
                winogradForward(conv, input(conv, xb), panels, output);
            } else {
                forward(conv, input(conv, xb), panels).runPooled(team, pool, target);
            }
        }
    }

    private WeightPanels packed(Conv2dSpec spec, DeviceBuffer w, @Nullable DeviceBuffer b) {
        return WeightPanels.forward(pool, spec, HostBuffer.of(w), b == null ? null : HostBuffer.of(b));
    }

    private void winogradForward(Conv2dSpec spec, RowSource x, WeightPanels panels, WinogradOutput output) {
        WinogradTiling tiling = WinogradTiling.of(spec.n(), spec.oh(), spec.ow(), spec.c());
        RowRing.Geometry geometry = RowRing.Geometry.ofInput(spec, tiling.inputColumns());
        winograd(x, geometry, tiling, spec.k(), panels, output);
    }

    private void winograd(
            RowSource source,
            RowRing.Geometry geometry,
            WinogradTiling tiling,
            int outputs,
            WeightPanels panels,
            WinogradOutput output) {
        try (WinogradWeights weights = WinogradWeights.of(team, pool, geometry.c(), outputs, panels)) {
            new WinogradConvolution(source, geometry, tiling, outputs, weights).run(team, pool, output);
        }
    }

    private static SlidingConvolution forward(Conv2dSpec spec, RowSource x, WeightPanels panels) {
        Window window = spec.window();
        return new SlidingConvolution(
                x,
                RowRing.Geometry.ofInput(spec),
                spec.n(),
                spec.oh(),
                spec.ow(),
                spec.k(),
                spec.r(),
                spec.s(),
                window.strideH(),
                window.strideW(),
                panels);
    }

    void backwardData(Conv2dSpec spec, DeviceBuffer dyb, DeviceBuffer wb, GradientBuffer dxb) {
        HostBuffer dy = HostBuffer.of(dyb);
        RowSource rows = new RowSource.Plain(dy.floats(), dy.offset(), spec.oh(), spec.ow(), spec.k());
        backwardData(spec, rows, wb, dxb);
    }

    /** A convolution of dy with the turned kernel. */
    private void backwardData(Conv2dSpec spec, RowSource dy, DeviceBuffer wb, GradientBuffer dxb) {
        HostBuffer dx = HostBuffer.of(dxb.buffer());
        try (WeightPanels panels = WeightPanels.backward(pool, spec, HostBuffer.of(wb))) {
            if (WinogradTiling.fits(spec, spec.k(), spec.c(), spec.h(), spec.w())) {
                winogradBackwardData(spec, dy, panels, dx, dxb.accumulate());
            } else {
                backwardData(spec, dy, panels).run(team, pool, dx.floats(), dx.offset(), dxb.accumulate());
            }
        }
    }

    private static SlidingConvolution backwardData(Conv2dSpec spec, RowSource dy, WeightPanels panels) {
        RowRing.Geometry geometry = RowRing.Geometry.ofGradientUnderKernel(spec, spec.w() - 1 + spec.s());
        return new SlidingConvolution(
                dy, geometry, spec.n(), spec.h(), spec.w(), spec.c(), spec.r(), spec.s(), 1, 1, panels);
    }

    private void winogradBackwardData(Conv2dSpec spec, RowSource dy, WeightPanels panels, HostBuffer dx, boolean add) {
        WinogradTiling tiling = WinogradTiling.of(spec.n(), spec.h(), spec.w(), spec.k());
        RowRing.Geometry geometry = RowRing.Geometry.ofGradientUnderKernel(spec, tiling.inputColumns());
        WinogradOutput output =
                new WinogradOutput.Plain(dx.floats(), dx.offset(), spec.h(), spec.w(), spec.c(), panels, add);
        winograd(dy, geometry, tiling, spec.c(), panels, output);
    }

    void backwardFilter(
            Conv2dSpec spec, DeviceBuffer xb, DeviceBuffer dyb, GradientBuffer dw, @Nullable GradientBuffer db) {
        HostBuffer dy = HostBuffer.of(dyb);
        RowSource rows = new RowSource.Plain(dy.floats(), dy.offset(), spec.oh(), spec.ow(), spec.k());
        filter(spec, input(spec, xb), rows, dw, db);
    }

    private void filter(Conv2dSpec spec, RowSource x, RowSource dy, GradientBuffer dw, @Nullable GradientBuffer db) {
        if (WinogradTiling.fits(spec, spec.c(), spec.k(), spec.oh(), spec.ow())) {
            new WinogradFilterGradient(spec, x, dy, WinogradTiling.of(spec.n(), spec.oh(), spec.ow(), spec.c()))
                    .run(team, pool, dw, db);
        } else {
            new FilterGradient(spec, x, dy).run(team, pool, dw, db);
        }
    }

    void blockBackward(
            ConvBlockSpec spec,
            DeviceBuffer xb,
            DeviceBuffer wb,
            DeviceBuffer maskb,
            DeviceBuffer dyb,
            @Nullable GradientBuffer dx,
            @Nullable GradientBuffer dw,
            @Nullable GradientBuffer db) {
        Conv2dSpec conv = spec.conv();
        HostBuffer dy = HostBuffer.of(dyb);
        HostBuffer mask = HostBuffer.of(maskb);
        float share = spec.pooling() == Pooling.AVERAGE ? 0.25f : 1f;
        RowSource rows = new RowSource.Unpooled(
                dy.floats(), dy.offset(), mask.bytes(), mask.offset(), share, conv.oh(), conv.ow(), conv.k());
        if (dw != null) {
            filter(conv, input(conv, xb), rows, dw, db);
        }
        if (dx != null) {
            backwardData(conv, rows, wb, dx);
        }
    }

    private static RowSource input(Conv2dSpec spec, DeviceBuffer xb) {
        HostBuffer x = HostBuffer.of(xb);
        return new RowSource.Plain(x.floats(), x.offset(), spec.h(), spec.w(), spec.c());
    }
}
