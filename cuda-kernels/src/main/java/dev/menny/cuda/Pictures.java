package dev.menny.cuda;

import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.SampleSpec;
import dev.menny.cuda.Launcher.Grid;
import org.jspecify.annotations.Nullable;

/** Floats of raw pixels: as they are, or sampled and varied. */
final class Pictures {
    private static final int MOST_GRID_ROWS = 65_535;

    private final Launcher launcher;

    Pictures(Launcher launcher) {
        this.launcher = launcher;
    }

    void bytesToFloats(long length, DeviceBuffer bytes, DeviceBuffer yb) {
        CudaBuffer y = CudaBuffer.of(yb);
        launcher.run(Types.kernel("bytes_to", y), launcher.overPacks(length), bytes, y, length);
    }

    void sample(
            SampleSpec spec,
            DeviceBuffer pictures,
            DeviceBuffer placements,
            @Nullable DeviceBuffer colours,
            DeviceBuffer yb) {
        CudaBuffer y = CudaBuffer.of(yb);
        Grid row = launcher.over((long) spec.h() * spec.w());
        launcher.run(
                Types.kernel("sample", y),
                row.times(Math.clamp(spec.n(), 1, MOST_GRID_ROWS)),
                pictures,
                placements,
                colours,
                y,
                spec.n(),
                spec.h(),
                spec.w(),
                spec.c(),
                spec.stages(),
                spec.fill());
    }
}
