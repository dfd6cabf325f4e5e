package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.grey;
import static dev.menny.trainer.data.TestPictures.noise;
import static dev.menny.trainer.data.TestPictures.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.menny.io.Fit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureFormatTest {
    private static final Picture WIDE = grey(2, 4, 1, 2, 3, 4, 5, 6, 7, 8);
    private static final Picture TALL = grey(4, 2, 1, 2, 3, 4, 5, 6, 7, 8);

    @Test
    void cropTakesTheMiddle() {
        PictureFormat square = new PictureFormat(2, 2, 1, Fit.CROP);

        assertThat(samples(square.fit(WIDE))).containsExactly(2, 3, 6, 7);
        assertThat(samples(square.fit(TALL))).containsExactly(3, 4, 5, 6);
        assertThat(samples(new PictureFormat(1, 4, 1, Fit.CROP).fit(WIDE))).containsExactly(1, 2, 3, 4);
    }

    @Test
    void squashTakesEverything() {
        PictureFormat square = new PictureFormat(2, 2, 1, Fit.SQUASH);

        assertThat(samples(square.fit(WIDE))).containsExactly(2, 4, 6, 8);
        assertThat(samples(square.fit(TALL))).containsExactly(2, 3, 6, 7);
    }

    @Test
    void padPutsBarsOfMidGreyBesideTheWholePicture() {
        PictureFormat square = new PictureFormat(4, 4, 1, Fit.PAD);

        assertThat(samples(square.fit(WIDE)))
                .containsExactly(128, 128, 128, 128, 1, 2, 3, 4, 5, 6, 7, 8, 128, 128, 128, 128);
        assertThat(samples(square.fit(TALL)))
                .containsExactly(128, 1, 2, 128, 128, 3, 4, 128, 128, 5, 6, 128, 128, 7, 8, 128);
    }

    @ParameterizedTest
    @EnumSource
    void picturesOfTheRightProportionsAreOnlyResized(Fit fit) {
        Picture picture = noise(24, 36, 3, 1);

        assertThat(new PictureFormat(8, 12, 3, fit).fit(picture).pixels())
                .isEqualTo(Resize.to(picture, 8, 12).pixels());
        assertThat(new PictureFormat(24, 36, 3, fit).fit(picture)).isSameAs(picture);
    }

    @Test
    void aCloserLookTakesThatShareOfEachSideAboutTheMiddle() {
        Picture picture = grey(4, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

        for (Fit fit : Fit.values()) {
            PictureFormat half = new PictureFormat(2, 2, 1, fit).withCentre(0.5);
            assertThat(samples(half.fit(picture))).as("%s", fit).containsExactly(6, 7, 10, 11);
        }
    }

    @Test
    void aCloserLookIsTakenBeforeThePictureIsFitted() {
        Picture picture = noise(20, 40, 3, 3);
        PictureFormat format = new PictureFormat(8, 8, 3, Fit.SQUASH);

        assertThat(format.withCentre(0.5).fit(picture).pixels())
                .isEqualTo(
                        format.fit(new Pixels(picture).middle(10, 20).picture()).pixels());
    }

    @Test
    void aCloserLookChangesNothingElse() {
        PictureFormat format = new PictureFormat(8, 9, 1, Fit.PAD);
        PictureFormat closer = format.withCentre(0.3);

        assertThat(closer.centre()).isEqualTo(0.3);
        assertThat(closer).isNotEqualTo(format);
        assertThat(closer.withCentre(1)).isEqualTo(format);
        assertThat(closer.fit(noise(1, 1, 3, 4)).pixels())
                .as("a pixel at least")
                .hasSize(72);
        assertThatThrownBy(() -> format.withCentre(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> format.withCentre(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anySizeIsBroughtToTheFormat(Fit fit) {
        for (int[] size : new int[][] {{1, 1}, {1, 1000}, {1000, 1}, {7, 5}, {33, 64}}) {
            for (int channels : new int[] {1, 3}) {
                Picture fitted = new PictureFormat(5, 9, channels, fit).fit(noise(size[0], size[1], 3, 2));

                assertThat(List.of(fitted.height(), fitted.width(), fitted.channels()))
                        .containsExactly(5, 9, channels);
            }
        }
    }

    @Test
    void barsAreGreyInColourToo() {
        byte[] white = new byte[8 * 4 * 3];
        Arrays.fill(white, (byte) 255);

        Picture padded = new PictureFormat(4, 4, 3, Fit.PAD).fit(new Picture(8, 4, 3, white));

        assertThat(samples(padded)).startsWith(128, 128, 128, 255, 255, 255, 255, 255, 255, 128, 128, 128);
    }
}
