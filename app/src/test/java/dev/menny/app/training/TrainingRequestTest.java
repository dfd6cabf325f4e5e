package dev.menny.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.train.Architecture;
import org.junit.jupiter.api.Test;

class TrainingRequestTest {
    @Test
    void hasDefaultsForAllButTheFolder() {
        assertThat(TrainingRequest.of("pets", null, null, null))
                .isEqualTo(new TrainingRequest("pets", Architecture.SIMPLE, 128, 60));
        assertThat(TrainingRequest.of("pets", "complex", 64, 7))
                .isEqualTo(new TrainingRequest("pets", Architecture.COMPLEX, 64, 7));
        assertThat(TrainingRequest.of("pets", null, null, 7).config().epochs()).isEqualTo(7);
    }

    @Test
    void saysWhatWouldDo() {
        assertRefused(null, null, null, null, "No folder of pictures was named: choose one from the list");
        assertRefused(" ", null, null, null, "No folder of pictures was named: choose one from the list");
        assertRefused("pets", "huge", null, null, "There is no such model: choose from simple, complex");
        assertRefused("pets", null, 15, null, "The size is 15: choose one from 16 to 1024");
        assertRefused("pets", null, 1025, null, "The size is 1025: choose one from 16 to 1024");
        assertRefused("pets", null, Integer.MIN_VALUE, null, "The size is -2147483648: choose one from 16 to 1024");
        assertRefused("pets", null, null, 0, "The number of epochs is 0: choose one from 1 to 1000");
        assertRefused("pets", null, null, 1001, "The number of epochs is 1001: choose one from 1 to 1000");
        assertRefused(
                "pets",
                "complex",
                100,
                null,
                "a picture of 100x100 cannot be halved 3 times: choose a size divisible by 8");
    }

    private static void assertRefused(String data, String model, Integer size, Integer epochs, String message) {
        assertThatThrownBy(() -> TrainingRequest.of(data, model, size, epochs))
                .isInstanceOf(TrainingRefusedException.class)
                .hasMessage(message);
    }
}
