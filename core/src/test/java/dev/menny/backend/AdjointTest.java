package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Backward is the adjoint of forward, on the reference and on every fast backend. */
class AdjointTest {
    @TestFactory
    Stream<DynamicContainer> gradientsAreAdjoint() {
        return TestBackends.all().stream()
                .map(name -> DynamicContainer.dynamicContainer(
                        name,
                        AdjointCases.all()
                                .map(operator -> DynamicTest.dynamicTest(
                                        name + ": " + operator.name(), () -> assertAdjoint(name, operator)))));
    }

    private static void assertAdjoint(String name, AdjointCase operator) {
        try (Backend backend = Backends.open(name, 2)) {
            assertThat(operator.gap().applyAsDouble(backend))
                    .as("%s on %s", operator.name(), name)
                    .isLessThanOrEqualTo(Tolerance.ADJOINT);
        }
    }

    /** One lost tap of thousands is far outside of the tolerance. */
    @Test
    void aLostTapIsNoticed() {
        try (Backend backend = TestBackends.reference()) {
            Backend wrong = new WithKernels(backend, PlantedErrors.lostTap(backend.kernels()));
            assertThat(AdjointCases.convolutions()
                            .mapToDouble(operator -> operator.gap().applyAsDouble(wrong)))
                    .allSatisfy(gap -> assertThat(gap).isGreaterThan(10 * Tolerance.ADJOINT));
        }
    }
}
