package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;

/** What every backend owes: the reference's results, and nothing else changed. */
final class Contract {
    private final Backend reference;
    private final Backend tested;

    private final Conditions conditions;

    Contract(Backend reference, Backend tested) {
        this(reference, tested, Conditions.PLAIN);
    }

    Contract(Backend reference, Backend tested, Conditions conditions) {
        this.conditions = conditions;
        this.reference = reference;
        this.tested = tested;
    }

    /** All cases of all kernels. */
    static Stream<ContractCase> cases() {
        return Stream.of(
                        ConvolutionCases.all(),
                        ConvBlockCases.all(),
                        PoolingCases.all(),
                        LinearCases.all(),
                        ElementwiseCases.all(),
                        SamplingCases.all(),
                        SoftmaxCases.all(),
                        SquareSumCases.all(),
                        OptimizerCases.all())
                .flatMap(cases -> cases);
    }

    /**
     * Tries one operation on both backends.
     *
     * @throws AssertionError if the results differ, or if the tested backend touched what it must not
     */
    void check(ContractCase operation) {
        Map<String, Result> expected = new Bench(reference, conditions).run(operation);
        Map<String, Result> actual = new Bench(tested, conditions).run(operation);
        assertThat(expected).as("results of %s", operation).isNotEmpty();
        expected.forEach((name, result) -> actual.get(name).assertAgrees(operation + ": " + name, result));
    }
}
