package dev.menny.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.backend.BufferKind;
import dev.menny.backend.Conv2dSpec;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Kernels;
import dev.menny.backend.Philox;
import dev.menny.backend.Tolerance;
import dev.menny.backend.Window;
import org.junit.jupiter.api.Test;

/** Which convolutions are transformed, and what that costs in accuracy. */
class WinogradTest {
    private static final Conv2dSpec SPEC = new Conv2dSpec(2, 32, 32, 64, 128, Window.same(3));

    private static boolean fits(int n, int h, int w, int c, int k, Window window) {
        Conv2dSpec spec = new Conv2dSpec(n, h, w, c, k, window);
        return WinogradTiling.fits(spec, c, k, spec.oh(), spec.ow());
    }

    @Test
    void transformsWhatThePaperIsAbout() {
        assertThat(fits(1, 64, 64, 16, 32, Window.same(3))).isTrue();
        assertThat(fits(4, 18, 14, 64, 128, Window.of(3))).isTrue();
        assertThat(fits(1, 64, 64, 3, 32, Window.same(3))).as("three channels").isFalse();
        assertThat(fits(1, 64, 64, 16, 33, Window.same(3)))
                .as("a part of a vector")
                .isFalse();
        assertThat(fits(1, 64, 64, 16, 32, Window.same(5))).as("5x5").isFalse();
        assertThat(fits(1, 64, 64, 16, 32, Window.same(3).stride(2, 2)))
                .as("stride 2")
                .isFalse();
        assertThat(fits(1, 64, 64, 16, 32, Window.of(3).padding(3, 3)))
                .as("padding beyond the window")
                .isFalse();
        assertThat(fits(4, 65, 5, 16, 32, Window.same(3)))
                .as("more padding than pixels in a tile")
                .isFalse();
        assertThat(fits(1, 4, 4, 16, 32, Window.same(3))).as("a single tile").isFalse();
    }

    @Test
    void outputsAreAsAccurateAsStated() {
        checkError("y", 0, Tolerance.WINOGRAD);
    }

    @Test
    void dataGradientsAreAsAccurateAsStated() {
        checkError("dx", 1, Tolerance.WINOGRAD);
    }

    @Test
    void filterGradientsAreAsAccurateAsStated() {
        checkError("dw", 2, Tolerance.WINOGRAD_FILTER);
    }

    private static void checkError(String name, int operation, double times) {
        float[] exact = run("reference", operation);
        double direct = largestError(run("scalar", operation), exact);
        double transformed = largestError(run("vector", operation), exact);
        assertThat(transformed)
                .as("error of %s, where a direct convolution has %s", name, direct)
                .isPositive()
                .isLessThan(times * direct);
    }

    private static double largestError(float[] actual, float[] exact) {
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            largest = Math.max(largest, Math.abs((double) actual[i] - exact[i]));
        }
        return largest;
    }

    private static float[] run(String name, int operation) {
        try (Backend backend = Backends.open(name, 2)) {
            int pixels = SPEC.n() * SPEC.h() * SPEC.w();
            DeviceBuffer x = filled(backend, pixels * SPEC.c(), 1);
            DeviceBuffer w = filled(backend, SPEC.k() * 9 * SPEC.c(), 2);
            DeviceBuffer y = filled(backend, pixels * SPEC.k(), 3);
            Kernels kernels = backend.kernels();
            switch (operation) {
                case 0 -> kernels.conv2dForward(SPEC, x, w, null, y);
                case 1 -> kernels.conv2dBackwardData(SPEC, y, w, GradientBuffer.overwrite(x));
                default -> kernels.conv2dBackwardFilter(SPEC, x, y, GradientBuffer.overwrite(w), null);
            }
            DeviceBuffer result = operation == 0 ? y : operation == 1 ? x : w;
            float[] values = new float[(int) result.length()];
            backend.memory().download(result, values, 0, values.length);
            return values;
        }
    }

    private static DeviceBuffer filled(Backend backend, int length, long seed) {
        float[] values = new float[length];
        Philox.uniforms(seed, 0, values, length);
        for (int i = 0; i < length; i++) {
            values[i] -= 0.5f;
        }
        DeviceBuffer buffer = backend.memory().allocate(BufferKind.F32, length);
        backend.memory().upload(values, 0, buffer, length);
        return buffer;
    }
}
