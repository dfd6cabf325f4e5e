package dev.menny.trainer.data;

import static dev.menny.trainer.data.TestPictures.samples;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import javax.imageio.ImageTypeSpecifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Colour models that decoders may hand over but that no file of the tests has. */
class RgbConversionTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void alphaCountsOnceAlsoWhereSamplesAreMultipliedByIt(int type) {
        BufferedImage image = new BufferedImage(1, 1, type);
        image.setRGB(0, 0, 0x66ff0000);

        // 0x66 is two fifths of 255.
        assertThat(samples(RgbConversion.toRgb(image))).containsExactly(255, 153, 153);
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_INT_RGB})
    void redComesFirstWhateverTheOrderInMemory(int type) {
        BufferedImage image = new BufferedImage(2, 1, type);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xfffefd);

        assertThat(samples(RgbConversion.toRgb(image))).containsExactly(1, 2, 3, 255, 254, 253);
    }

    @Test
    void otherColourSpacesAreConverted() {
        BufferedImage linear = ImageTypeSpecifier.createInterleaved(
                        ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB),
                        new int[] {0, 1, 2},
                        DataBuffer.TYPE_BYTE,
                        false,
                        false)
                .createBufferedImage(1, 1);
        linear.getRaster().setPixel(0, 0, new int[] {55, 255, 0});

        // sRGB's curve: 55/255 of the light is 128/255 of the signal.
        assertThat(samples(RgbConversion.toRgb(linear))).containsExactly(128, 255, 0);
    }

    @Test
    void aPartOfAnImageIsReadFromItsOwnCorner() {
        BufferedImage whole = new BufferedImage(3, 3, BufferedImage.TYPE_3BYTE_BGR);
        whole.setRGB(1, 2, 0x0a0b0c);

        assertThat(samples(RgbConversion.toRgb(whole.getSubimage(1, 2, 1, 1)))).containsExactly(10, 11, 12);
    }
}
