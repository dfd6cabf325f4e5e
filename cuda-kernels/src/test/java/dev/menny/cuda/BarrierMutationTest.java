package dev.menny.cuda;

import org.junit.jupiter.api.Test;

/** Whether the kernels' unit tests notice that a barrier is missing. */
class BarrierMutationTest {
    @Test
    void eachBarrierIsMissedWhenItIsTakenAway() throws Exception {
        Script.requireCompiler();

        Script.run("bash", "src/test/cuda/mutate.sh").assertPassed();
    }
}
