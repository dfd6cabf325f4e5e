package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.AffineSpec;
import dev.menny.backend.Backend;
import dev.menny.backend.Buffers;
import dev.menny.backend.DeviceBuffer;
import dev.menny.backend.DropoutSpec;
import dev.menny.backend.GradientBuffer;
import dev.menny.backend.Philox;
import dev.menny.backend.SoftmaxSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A replayed step computes what its body asks for now, not what it asked for when it was captured. */
@Tag("gpu")
class StepReplayTest {
    private static final int LENGTH = 1000;
    private static final int STEPS = 6;

    private final Backend backend = TestGpu.open();
    private final Buffers buffers = new Buffers(backend);
    private final DeviceBuffer x = buffers.empty(LENGTH);
    private final DeviceBuffer y = buffers.empty(LENGTH);

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void readsNewInputsAndNewNumbers() {
        for (int step = 0; step < STEPS; step++) {
            DropoutSpec spec = new DropoutSpec(LENGTH, 0.5f, 7, 1024L * step);
            float input = step + 1;
            backend.step(() -> {
                backend.memory().upload(filled(input), 0, x, LENGTH);
                backend.kernels().dropout(spec, x, GradientBuffer.overwrite(y));
                return 0;
            });
            float[] values = Buffers.read(y);
            for (int i = 0; i < LENGTH; i++) {
                boolean kept = Philox.uniform(spec.seed(), spec.offset() + i) >= 0.5f;
                assertThat(values[i]).as("step %d, element %d", step, i).isEqualTo(kept ? 2 * input : 0);
            }
        }
    }

    @Test
    void givesWhatTheBodyReadsOnItsWay() {
        for (int step = 0; step < STEPS; step++) {
            float input = step;
            float read = backend.step(() -> {
                backend.memory().fill(y, 0);
                scale(3, input);
                float middle = Buffers.read(y)[0];
                scale(5, input);
                return middle;
            });
            assertThat(read).isEqualTo(3 * input);
            assertThat(Buffers.read(y)[LENGTH - 1]).isEqualTo(5 * input);
        }
    }

    /** Where both have read what the first command gave, the steps are still different ones. */
    @Test
    void tellsStepsApartThatAreReadAtOtherPlaces() {
        for (int step = 0; step < 8 * STEPS; step++) {
            float input = step;
            boolean early = step / 4 % 2 == 0;
            float read = backend.step(() -> {
                scale(3, input);
                float first = early ? Buffers.read(y)[0] : 0;
                scale(5, input);
                return first + Buffers.read(y)[0];
            });
            assertThat(read).as("step %d", step).isEqualTo(early ? 8 * input : 5 * input);
        }
    }

    /** The first thing that a thread asks for may be a kernel that nobody has used. */
    @Test
    void anyThreadMayComeFirst() throws InterruptedException {
        DeviceBuffer probabilities = buffers.empty(LENGTH);
        List<Throwable> failures = new ArrayList<>();
        Thread thread = Thread.ofPlatform()
                .uncaughtExceptionHandler((late, failure) -> failures.add(failure))
                .start(() -> backend.kernels().softmax(new SoftmaxSpec(LENGTH / 10, 10), x, probabilities));
        thread.join();
        assertThat(failures).isEmpty();
        assertThat(Buffers.read(probabilities)[0]).isEqualTo(0.1f);
    }

    @Test
    void noticesThatAStepDoesSomethingElse() {
        for (int step = 0; step < 4 * STEPS; step++) {
            float factor = step % 3;
            int extra = step % 4;
            backend.step(() -> {
                scale(factor, 2);
                for (int i = 0; i < extra; i++) {
                    backend.kernels().affine(new AffineSpec(LENGTH, 2, 0), y, GradientBuffer.overwrite(y));
                }
                return 0;
            });
            assertThat(Buffers.read(y)[0]).as("step %d", step).isEqualTo(factor * 2 * (1 << extra));
        }
    }

    @Test
    void doesWhatCameBeforeAFailure() {
        for (int step = 0; step < STEPS; step++) {
            boolean fails = step == STEPS - 1;
            float input = step;
            Runnable run = () -> backend.step(() -> {
                scale(3, input);
                if (fails) {
                    throw new IllegalStateException("on purpose");
                }
                scale(2, input);
                return 0;
            });
            if (fails) {
                assertThatThrownBy(run::run).hasMessage("on purpose");
            } else {
                run.run();
            }
            assertThat(Buffers.read(y)[0]).isEqualTo(input * (fails ? 3 : 2));
        }
    }

    @Test
    void aStepWithinAStepIsAPartOfIt() {
        for (int step = 0; step < STEPS; step++) {
            float input = step;
            backend.step(() -> backend.step(() -> {
                scale(2, input);
                return 0;
            }));
            assertThat(Buffers.read(y)[0]).isEqualTo(2 * input);
        }
    }

    private void scale(float factor, float input) {
        backend.memory().upload(filled(input), 0, x, LENGTH);
        backend.kernels().affine(new AffineSpec(LENGTH, factor, 0), x, GradientBuffer.overwrite(y));
    }

    private static float[] filled(float value) {
        float[] values = new float[LENGTH];
        Arrays.fill(values, value);
        return values;
    }
}
