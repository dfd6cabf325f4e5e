package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.nn.Sequential;
import dev.menny.trainer.train.MemoryEstimate;
import dev.menny.trainer.train.TrainingConfig;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
    private static final long MEBIBYTE = 1L << 20;

    private final TrainingConfig config =
            TrainingRequest.of("data", null, 64, 1).config();
    private final Sequential network = config.model().build(2);

    private long room(MemoryCheck check) {
        try (Backend backend = Backends.open("scalar", 1)) {
            return check.room(network, config, 2, backend.memory());
        }
    }

    private long needed() {
        try (Backend backend = Backends.open("scalar", 1)) {
            return MemoryEstimate.of(network, config).onHeap(backend.memory());
        }
    }

    @Test
    void anEighthOfTheHeapIsKeptForServing() {
        long heap = 2048 * MEBIBYTE;

        assertThat(room(new MemoryCheck(() -> heap, heap))).isEqualTo(heap - 256 * MEBIBYTE - needed());
    }

    @Test
    void nothingIsKeptBeyondWhatServingCanUse() {
        long heap = 64L << 30;

        assertThat(room(new MemoryCheck(() -> heap, heap))).isEqualTo(heap - 512 * MEBIBYTE - needed());
    }

    @Test
    void whatIsKeptForServingIsNoRoomForATraining() {
        long heap = 4096 * MEBIBYTE;
        long free = needed() + 511 * MEBIBYTE;

        assertThatThrownBy(() -> room(new MemoryCheck(() -> free, heap))).isInstanceOf(TrainingRefusedException.class);
        assertThat(room(new MemoryCheck(() -> free + MEBIBYTE, heap))).isZero();
    }
}
