package dev.menny.app.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.menny.backend.Backend;
import dev.menny.backend.Backends;
import dev.menny.trainer.data.Picture;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaygroundTest {
    private static final String IDENTITY = "0,0,0,0,1,0,0,0,0";
    private static final String LOWER_MINUS_UPPER = "0,-1,0,0,0,0,0,1,0";

    private final Backend backend = Backends.open("cpu", 1);
    private final Playground playground = new Playground(backend);

    @AfterEach
    void close() {
        backend.close();
    }

    private static Picture noise(int height, int width, int channels) {
        byte[] pixels = new byte[height * width * channels];
        new Random(height * 1000L + width).nextBytes(pixels);
        return new Picture(height, width, channels, pixels);
    }

    private static Picture grey(int height, int width, int... samples) {
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            pixels[i] = (byte) samples[i];
        }
        return new Picture(height, width, 1, pixels);
    }

    @ParameterizedTest
    @CsvSource({
        "96, 128, 1, 1, 96, 128, ⌊(96 + 2·1 − 3) / 1⌋ + 1 = 96, ⌊(128 + 2·1 − 3) / 1⌋ + 1 = 128",
        "20, 33, 2, 0, 9, 16, ⌊(20 + 2·0 − 3) / 2⌋ + 1 = 9, ⌊(33 + 2·0 − 3) / 2⌋ + 1 = 16",
        "7, 1, 8, 8, 3, 2, ⌊(7 + 2·8 − 3) / 8⌋ + 1 = 3, ⌊(1 + 2·8 − 3) / 8⌋ + 1 = 2",
        "3, 5, 3, 0, 1, 1, ⌊(3 + 2·0 − 3) / 3⌋ + 1 = 1, ⌊(5 + 2·0 − 3) / 3⌋ + 1 = 1",
    })
    void computesTheConvolutionAndItsSize(
            int height, int width, int stride, int padding, int outHeight, int outWidth, String rows, String columns) {
        Filter filter = Filter.of("-1,2,-3,4,-5,6,-7,8,-9", stride, padding);
        Picture picture = noise(height, width, 1);

        Convolved convolved = playground.convolve(picture, filter);

        assertThat(convolved.filter()).isEqualTo(filter);
        assertThat(convolved.input().pixels()).isEqualTo(picture.pixels());
        assertThat(convolved.heightFormula()).isEqualTo(rows);
        assertThat(convolved.widthFormula()).isEqualTo(columns);
        Convolved.Output output = convolved.output();
        assertThat(output.height()).isEqualTo(outHeight);
        assertThat(output.width()).isEqualTo(outWidth);
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++) {
                assertThat((double) output.values()[y * outWidth + x])
                        .as("row %d, column %d", y, x)
                        .isCloseTo(expected(picture, filter, y, x), within(1e-5));
            }
        }
    }

    private static double expected(Picture picture, Filter filter, int y, int x) {
        double sum = 0;
        for (int r = 0; r < 3; r++) {
            for (int s = 0; s < 3; s++) {
                int row = y * filter.stride() - filter.padding() + r;
                int column = x * filter.stride() - filter.padding() + s;
                boolean within = row >= 0 && row < picture.height() && column >= 0 && column < picture.width();
                int sample = within ? picture.pixels()[row * picture.width() + column] & 0xff : 0;
                sum += filter.kernel().get(3 * r + s) * sample / 255;
            }
        }
        return sum;
    }

    @Test
    void identityGivesThePictureBack() {
        Convolved convolved = playground.convolve(grey(2, 3, 0, 51, 102, 153, 204, 255), Filter.of(IDENTITY, 1, 1));

        Convolved.Output output = convolved.output();
        assertThat(output.values()).containsExactly(0, 0.2f, 0.4f, 0.6f, 0.8f, 1);
        assertThat(output.min()).isZero();
        assertThat(output.max()).isEqualTo(1);
        Decoded png = Decoded.of(output.png());
        assertThat(png.channels()).isEqualTo(1);
        assertThat(png.sample(0, 1, 0)).isEqualTo(51);
        assertThat(png.sample(1, 2, 0)).isEqualTo(255);
        ByteBuffer bytes = ByteBuffer.wrap(output.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(24);
        assertThat(bytes.getFloat(4)).isEqualTo(0.2f);
    }

    @Test
    void withNegativeValuesZeroIsMidGrey() {
        Convolved.Output output = playground
                .convolve(grey(4, 1, 0, 255, 255, 153), Filter.of(LOWER_MINUS_UPPER, 1, 1))
                .output();

        assertThat(output.values()).containsExactly(new float[] {1, 1, -0.4f, -1}, within(1e-6f));
        assertThat(output.min()).isEqualTo(-1);
        Decoded png = Decoded.of(output.png());
        assertThat(png.sample(0, 0, 0)).isEqualTo(255);
        assertThat(png.sample(2, 0, 0)).isEqualTo(77);
        assertThat(png.sample(3, 0, 0)).isZero();
        Decoded even = Decoded.of(playground
                .convolve(grey(3, 1, 255, 255, 255), Filter.of(LOWER_MINUS_UPPER, 1, 1))
                .output()
                .png());
        assertThat(even.sample(1, 0, 0)).as("zero").isEqualTo(128);
    }

    @Test
    void nothingAtAllIsBlack() {
        Convolved.Output output = playground
                .convolve(noise(4, 4, 3), Filter.of("0,0,0,0,0,0,0,0,0", 1, 1))
                .output();

        assertThat(output.max()).isZero();
        assertThat(Decoded.of(output.png()).sample(2, 2, 0)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"480, 640, 96, 128", "640, 480, 128, 96", "1, 1000, 1, 128", "128, 3, 128, 3", "129, 129, 128, 128"})
    void largePicturesBecomeSmallAndGrey(int height, int width, int smallHeight, int smallWidth) {
        Picture picture = noise(height, width, 3);

        Picture input = playground.convolve(picture, Filter.of(IDENTITY, 1, 1)).input();

        assertThat(input.channels()).isEqualTo(1);
        assertThat(input.height()).isEqualTo(smallHeight);
        assertThat(input.width()).isEqualTo(smallWidth);
    }

    @Test
    void aPictureSmallerThanTheWindowIsRefused() {
        assertThatThrownBy(() -> playground.convolve(noise(2, 40, 3), Filter.of(IDENTITY, 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A picture of 40 x 2 pixels has no room for a window of 3 x 3:"
                        + " choose a larger padding or picture.");
    }
}
