package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Tests the test: the contract turns red for each of many mistakes in a kernel, and stays green without any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedErrorTest {
    private final Backend reference = TestBackends.reference();

    @TestFactory
    Stream<DynamicTest> theContractCatches() {
        return PlantedErrors.all().map(error -> DynamicTest.dynamicTest(error.name(), () -> assertCaught(error)));
    }

    private void assertCaught(PlantedErrors.PlantedError error) {
        Contract contract = contract(error.mistake().apply(reference.kernels()));
        assertThat(error.cases().anyMatch(operation -> isRed(contract, operation)))
                .as("the contract notices that %s", error.name())
                .isTrue();
    }

    private static boolean isRed(Contract contract, ContractCase operation) {
        try {
            contract.check(operation);
            return false;
        } catch (AssertionError caught) {
            return true;
        }
    }

    @Test
    void theContractAcceptsKernelsWithoutAnError() {
        Contract contract = contract(new DelegatingKernels(reference.kernels()));
        Contract.cases()
                .forEach(operation -> assertThatCode(() -> contract.check(operation))
                        .as(operation.name())
                        .doesNotThrowAnyException());
    }

    private Contract contract(Kernels kernels) {
        return new Contract(reference, new WithKernels(reference, kernels));
    }

    @AfterAll
    void close() {
        reference.close();
    }
}
