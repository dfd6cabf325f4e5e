package dev.menny.backend;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The contract of a backend that rounds the factors of convolutions and linear layers: the reference's results, rounded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RoundedContract {
    private final Backend reference = Backends.open("reference", 1);

    /** The backend under test, the same one at each call; its precision tells what may be rounded. */
    protected abstract Backend backend();

    @TestFactory
    Stream<DynamicTest> convolution() {
        return tests(ConvolutionCases.all());
    }

    @TestFactory
    Stream<DynamicTest> convolutionBlock() {
        return tests(ConvBlockCases.all());
    }

    @TestFactory
    Stream<DynamicTest> linear() {
        return tests(LinearCases.all());
    }

    private Stream<DynamicTest> tests(Stream<ContractCase> cases) {
        Contract contract = new Contract(
                reference, backend(), Conditions.PLAIN.aligned().in(backend().precision()));
        return cases.map(operation -> DynamicTest.dynamicTest(operation.name(), () -> contract.check(operation)));
    }

    @AfterAll
    void closeReference() {
        reference.close();
    }
}
