package dev.menny.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.trainer.data.Picture;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PngTest {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 9;

    private static byte[] noise(int length) {
        byte[] samples = new byte[length];
        new Random(1).nextBytes(samples);
        return samples;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void readersGetBackEverySample(int channels) {
        byte[] samples = noise(HEIGHT * WIDTH * channels);

        byte[] png = switch (channels) {
            case 1 -> Png.grey(HEIGHT, WIDTH, samples);
            case 3 -> Png.of(new Picture(HEIGHT, WIDTH, 3, samples));
            default -> Png.rgba(HEIGHT, WIDTH, samples);
        };

        Decoded decoded = Decoded.of(png);
        assertThat(decoded.height()).isEqualTo(HEIGHT);
        assertThat(decoded.width()).isEqualTo(WIDTH);
        assertThat(decoded.channels()).isEqualTo(channels);
        for (int i = 0; i < samples.length; i++) {
            int pixel = i / channels;
            assertThat(decoded.sample(pixel / WIDTH, pixel % WIDTH, i % channels))
                    .as("sample %d", i)
                    .isEqualTo(samples[i] & 0xff);
        }
    }

    @Test
    void aGreyPictureStaysGrey() {
        byte[] samples = noise(HEIGHT * WIDTH);

        assertThat(Png.of(new Picture(HEIGHT, WIDTH, 1, samples))).isEqualTo(Png.grey(HEIGHT, WIDTH, samples));
    }

    @Test
    void hasAsManySamplesAsItsSizeSays() {
        assertThatThrownBy(() -> Png.rgba(2, 3, new byte[23]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a picture of 3x2 with 4 channels cannot have 23 samples");
    }
}
