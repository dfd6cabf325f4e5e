package dev.menny.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The kernels' unit tests, run on the CPU: every kernel against loops in double precision. */
class KernelEmulationTest {
    @Test
    void kernelsComputeWhatTheyShouldInAnyOrderOfTheirThreads() throws Exception {
        Script.requireCompiler();

        Script emulation = Script.run("bash", "src/test/cuda/emulate.sh");

        emulation.assertPassed();
        assertThat(emulation.output()).contains("block: ", "optimizers: ", "tests passed");
    }
}
