package dev.menny.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.optim.AdamW;
import org.junit.jupiter.api.Test;

class LoopAdamWTest {
    private static final int LENGTH = 1003;
    private static final int STEPS = 500;

    /** The loop is a yardstick only if it computes AdamW: gradient and moments are constant, so the formula is short. */
    @Test
    void theLoopIsAdamW() {
        assumeTrue(CompiledLoop.compilerIsThere(), "no C compiler");
        double correction1 = 1 - Math.pow(AdamW.BETA1, 100);
        double correction2 = 1 - Math.pow(AdamW.BETA2, 100);
        double expected = 1;
        for (int step = 0; step < STEPS; step++) {
            double move = 0.1 / correction1 / (Math.sqrt(0.01 / correction2) + AdamW.EPSILON);
            expected -= AdamWWork.LEARNING_RATE * (AdamWWork.WEIGHT_DECAY * expected + move);
        }
        try (LoopAdamW loop = new LoopAdamW(CompiledLoop.compile(), new AdamWWork(LENGTH))) {
            for (int step = 0; step < STEPS; step++) {
                loop.run();
            }
            assertThat(1 - expected).isGreaterThan(1e-3);
            assertThat((double) loop.weight(0)).isCloseTo(expected, within(2e-5));
            assertThat(loop.weight(LENGTH - 1)).isEqualTo(loop.weight(0), within(1e-6f));
        }
    }
}
