package dev.menny.cuda;

import dev.menny.backend.AffineSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.cuda.driver.DevicePointer;

/** Operations on each element by itself. */
final class Elementwise {
    private final Launcher launcher;
    private final StepNumbers numbers;

    Elementwise(Launcher launcher, StepNumbers numbers) {
        this.launcher = launcher;
        this.numbers = numbers;
    }

    void reluForward(long length, DeviceBuffer xb, DeviceBuffer yb) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer y = CudaBuffer.of(yb);
        launcher.run(Types.kernel("relu_forward", x, y), launcher.overPacks(length), x, y, length);
    }

    void reluBackward(long length, DeviceBuffer yb, DeviceBuffer dyb, GradientBuffer dxb) {
        CudaBuffer y = CudaBuffer.of(yb);
        CudaBuffer dy = CudaBuffer.of(dyb);
        CudaBuffer dx = CudaBuffer.of(dxb.buffer());
        launcher.run(
                Types.kernel("relu_backward", y, dy, dx),
                launcher.overPacks(length),
                y,
                dy,
                dx,
                length,
                dxb.accumulate());
    }

    void affine(AffineSpec spec, DeviceBuffer xb, GradientBuffer yb) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer y = CudaBuffer.of(yb.buffer());
        launcher.run(
                Types.kernel("affine", x, y),
                launcher.overPacks(spec.length()),
                x,
                y,
                spec.length(),
                spec.scale(),
                spec.shift(),
                yb.accumulate());
    }

    /** The seed and the position in its stream are numbers of the step: each step draws another mask. */
    void dropout(DropoutSpec spec, DeviceBuffer xb, GradientBuffer yb) {
        CudaBuffer x = CudaBuffer.of(xb);
        CudaBuffer y = CudaBuffer.of(yb.buffer());
        DevicePointer draw = numbers.put(bytes -> bytes.putFloat(spec.probability())
                .putFloat(spec.scale())
                .putLong(spec.seed())
                .putLong(spec.offset()));
        launcher.run(
                Types.kernel("dropout", x, y),
                launcher.overPacks(spec.length()),
                x,
                y,
                spec.length(),
                draw,
                yb.accumulate());
    }

    /** Copies or adds, from any type of floats to any. */
    void convert(CudaBuffer from, CudaBuffer to, long length, boolean accumulate) {
        String kernel = Types.kernel(Types.kernel("cast", from.type()), to.type());
        launcher.run(kernel, launcher.overPacks(length), from, to, length, accumulate);
    }
}
