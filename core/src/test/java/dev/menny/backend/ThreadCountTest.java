package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No kernel's result depends on how many threads share its work, to the last bit. */
class ThreadCountTest {
    static List<String> backends() {
        return TestBackends.fast();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void everyKernelGivesTheSameBits(String name) {
        try (Backend one = Backends.open(name, 1);
                Backend three = Backends.open(name, 3)) {
            Contract.cases().forEach(operation -> {
                Map<String, Result> expected = new Bench(one).run(operation);
                Map<String, Result> actual = new Bench(three).run(operation);
                expected.forEach((output, result) -> assertThat(result.sameBits(actual.get(output)))
                        .as("%s of %s with 3 threads as with 1", output, operation)
                        .isTrue());
            });
        }
    }
}
