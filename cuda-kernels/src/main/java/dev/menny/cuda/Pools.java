package dev.menny.cuda;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Pool2dSpec;
import dev.menny.backend.Pooling;

/** Pooling of any window. */
final class Pools {
    private final Launcher launcher;

    Pools(Launcher launcher) {
        this.launcher = launcher;
    }

    void forward(Pool2dSpec spec, DeviceBuffer xb, DeviceBuffer yb) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer y = CudaBuffer.of(yb);
        long outputs = (long) spec.n() * spec.oh() * spec.ow() * spec.c();
        launcher.run(
                Types.kernel("pool_forward", x, y),
                launcher.overPacks(outputs),
                x,
                y,
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                spec.size(),
                spec.stride(),
                spec.pooling() == Pooling.MAX);
    }

    void backward(Pool2dSpec spec, DeviceBuffer xb, DeviceBuffer dyb, GradientBuffer dxb) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer dy = CudaBuffer.of(dyb);
        CudaBuffer dx = CudaBuffer.of(dxb.buffer());
        long inputs = (long) spec.n() * spec.h() * spec.w() * spec.c();
        launcher.run(
                Types.kernel("pool_backward", x, dy, dx),
                launcher.overPacks(inputs),
                x,
                dy,
                dx,
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                spec.size(),
                spec.stride(),
                spec.pooling() == Pooling.MAX,
                dxb.accumulate());
    }
}
