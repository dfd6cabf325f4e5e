package dev.menny.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.menny.benchmarks.workload.AdamWWork;
import dev.menny.benchmarks.workload.ConvPass;
import dev.menny.benchmarks.workload.ConvShape;
import dev.menny.benchmarks.workload.ConvWork;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeilingsTest {
    private static final AdamWWork ADAMW = new AdamWWork(1000);
    private static final ConvWork CONV = new ConvWork(new ConvShape(8, 128, 128, 32, 64), ConvPass.FORWARD);

    @Test
    void theBestPatternIsTheCeilingOfMemory() {
        Ceilings ceilings = Ceilings.of(
                        List.of(
                                Records.machine("fma", 0.768),
                                Records.machine("read", 4e-6),
                                Records.machine("update", 4e-6),
                                Records.machine("triad", 12e-6)),
                        1)
                .orElseThrow();

        assertThat(ceilings.flops()).isCloseTo(1e9, within(1.0));
        assertThat(ceilings.bytes()).isCloseTo(2e9, within(1.0));
    }

    @Test
    void withoutOneOfTheTwoThereIsNoRoofline() {
        assertThat(Ceilings.of(List.of(Records.machine("fma", 1)), 1)).isEmpty();
        assertThat(Ceilings.of(List.of(Records.machine("fma", 1), Records.machine("read", 1)), 2))
                .isEmpty();
    }

    @Test
    void theScarcerOfTheTwoBinds() {
        Ceilings ceilings = new Ceilings(200e9, 50e9);

        assertThat(ceilings.isBoundByCore(ADAMW)).isFalse();
        assertThat(ceilings.leastSeconds(ADAMW)).isEqualTo(28_000 / 50e9);
        assertThat(ceilings.isBoundByCore(CONV)).isTrue();
        assertThat(ceilings.leastSeconds(CONV)).isEqualTo(2.0 * 8 * 128 * 128 * 32 * 64 * 9 / 200e9);
    }
}
