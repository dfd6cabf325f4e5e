package dev.menny.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void aStreamGoesOnWhereItStood() {
        RandomStream stream = RandomStream.of(7);
        stream.take(10);

        RandomStream later = RandomStream.of(7, stream.position());

        assertThat(later.seed()).isEqualTo(stream.seed());
        assertThat(later.take(3)).isEqualTo(stream.take(3)).isEqualTo(12);
    }

    @Test
    void noStreamStandsBetweenDraws() {
        assertThatThrownBy(() -> RandomStream.of(7, 3)).hasMessage("no stream stands at position 3");
        assertThatThrownBy(() -> RandomStream.of(7, -4)).hasMessage("no stream stands at position -4");
    }
}
