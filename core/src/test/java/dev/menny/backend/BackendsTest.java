package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackendsTest {
    /** A backend that is missing would otherwise be tested by nobody, and nobody would notice. */
    @Test
    void bothFastBackendsAreOnTheClassPath() {
        assertThat(TestBackends.fast()).contains("vector", "scalar");
    }

    @Test
    void eachBackendCanRunHere() {
        for (BackendProvider provider : Backends.providers()) {
            assertThat(provider.unavailableReason(BackendOptions.defaults()))
                    .as(provider.name())
                    .isEmpty();
        }
    }

    @Test
    void theVectorBackendIsTakenFirstAndTheReferenceOnlyByName() {
        List<String> names =
                Backends.providers().stream().map(BackendProvider::name).toList();
        assertThat(names).first().isEqualTo("vector");
        assertThat(names).last().isEqualTo(TestBackends.REFERENCE);
        try (Backend best = Backends.open(Backends.AUTO)) {
            assertThat(best.name()).isEqualTo("vector");
        }
    }

    @Test
    void opensByNameAndByDevice() {
        try (Backend byName = Backends.open("reference");
                Backend byDevice = Backends.open("cpu")) {
            assertThat(byName.name()).isEqualTo("reference");
            assertThat(byDevice.name()).isEqualTo("vector");
        }
    }

    @Test
    void namesTheChoicesWhenAskedForAnUnknownDevice() {
        assertThatThrownBy(() -> Backends.open("abacus"))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("no device is called 'abacus': choose one of auto, ")
                .hasMessageContaining("reference");
    }

    @Test
    void aReasonThatAllShareIsToldOnce() {
        BackendOptions exactly = BackendOptions.defaults();
        assertThatThrownBy(() -> Backends.open("cpu", exactly.withPrecision(Precision.TF32)))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessage("device 'cpu' cannot be used: the CPU computes in fp32, not in tf32:"
                        + " ask for fp32, or compute on a GPU");
        assertThatThrownBy(() -> Backends.open("reference", exactly.withPrecision(Precision.BF16)))
                .hasMessage("device 'reference' cannot be used: the reference computes in fp32, not in bf16:"
                        + " ask for fp32, or compute on a GPU");
        try (Backend backend = Backends.open("cpu", exactly.withPrecision(Precision.FP32))) {
            assertThat(backend.precision()).isEqualTo(Precision.FP32);
        }
    }

    @Test
    void severalReasonsAreToldWithTheirOwners() {
        Map<BackendProvider, String> reasons = new LinkedHashMap<>();
        reasons.put(new Unavailable("gpu"), "no driver");
        reasons.put(new Unavailable("fast"), "too exact");
        reasons.put(new Unavailable("slow"), "too exact");

        assertThat(Backends.told(reasons)).isEqualTo("gpu: no driver; fast, slow: too exact");
    }

    private record Unavailable(String name) implements BackendProvider {
        @Override
        public String device() {
            return name;
        }

        @Override
        public int rank() {
            return 0;
        }

        @Override
        public Optional<String> unavailableReason(BackendOptions options) {
            return Optional.of("never");
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new AssertionError("nobody should open " + name);
        }
    }

    @Test
    void wantsAtLeastOneThread() {
        assertThatThrownBy(() -> Backends.open("reference", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a backend needs at least 1 thread, got 0");
    }
}
