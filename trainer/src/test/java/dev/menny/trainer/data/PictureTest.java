package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PictureTest {
    @Test
    void greyIsTheLumaOfRec601() {
        byte[] rgb = {
            (byte) 255, 0, 0, 0, (byte) 255, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255, (byte) 255, 90, 90, 90
        };

        Picture grey = new Picture(1, 5, 3, rgb).withChannels(1);

        assertThat(samples(grey)).containsExactly(76, 150, 29, 255, 90);
    }

    @Test
    void rgbRepeatsGrey() {
        Picture rgb = TestPictures.grey(1, 2, 7, 200).withChannels(3);

        assertThat(rgb.channels()).isEqualTo(3);
        assertThat(samples(rgb)).containsExactly(7, 7, 7, 200, 200, 200);
    }

    @Test
    void channelsThatFitAreLeftAlone() {
        Picture picture = TestPictures.noise(3, 2, 3, 1);

        assertThat(picture.withChannels(3)).isSameAs(picture);
        assertThat(new PictureFormat(3, 2, 3).fit(picture)).isSameAs(picture);
        assertThatThrownBy(() -> picture.withChannels(4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void floatsGoFromZeroToOne() {
        float[] floats = {-1, -1, -1, -1, -1};

        TestPictures.grey(1, 3, 0, 51, 255).toFloats(floats, 1);

        assertThat(floats).containsExactly(-1, 0, 0.2f, 1, -1);
    }

    @Test
    void aPictureHasAsManySamplesAsItsShape() {
        assertThatThrownBy(() -> new Picture(2, 2, 3, new byte[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("2x2x3", "12", "11");
        assertThatThrownBy(() -> new Picture(1, 1, 4, new byte[4])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PictureFormat(0, 1, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
