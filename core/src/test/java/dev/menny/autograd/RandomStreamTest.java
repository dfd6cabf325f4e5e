package dev.menny.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomStreamTest {
    @Test
    void positionsAreWholeDrawsAndNeverComeTwice() {
        RandomStream stream = RandomStream.of(1);
        assertThat(stream.take(5)).isZero();
        assertThat(stream.take(8)).isEqualTo(8);
        assertThat(stream.take(1)).isEqualTo(16);
        assertThat(stream.take(1)).isEqualTo(20);
    }

    @Test
    void seedsGiveStreamsOfTheirOwn() {
        assertThat(RandomStream.of(1).seed())
                .isEqualTo(RandomStream.of(1).seed())
                .isNotEqualTo(RandomStream.of(2).seed())
                .isNotEqualTo(1);
    }
}
