package dev.menny.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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
    void wantsAtLeastOneThread() {
        assertThatThrownBy(() -> Backends.open("reference", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a backend needs at least 1 thread, got 0");
    }
}
