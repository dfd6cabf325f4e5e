package dev.menny.benchmarks.menny;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RotationTest {
    private static final double MIB = 1 << 20;

    @Test
    void moreThanACacheIsTouchedBeforeASetComesAgain() {
        for (double mib : new double[] {10, 60, 100, 500}) {
            assertThat((Rotation.count(mib * MIB) - 1) * mib).isGreaterThanOrEqualTo(192);
        }
        // No memory for nothing: a set beyond the cache gets one other.
        assertThat(Rotation.count(500 * MIB)).isEqualTo(2);
    }

    @Test
    void setsComeInTurn() {
        AtomicInteger made = new AtomicInteger();
        Rotation<Integer> sets = Rotation.of(true, 100 * MIB, made::incrementAndGet);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            seen.add(sets.next());
        }

        assertThat(made).hasValue(3);
        assertThat(seen).hasSize(3);
        assertThat(sets.next()).isEqualTo(1);
    }

    @Test
    void aCpuGetsOneSetLikeEveryLibraryBesideIt() {
        AtomicInteger made = new AtomicInteger();
        Rotation.of(false, 1, made::incrementAndGet);
        assertThat(made).hasValue(1);
    }
}
