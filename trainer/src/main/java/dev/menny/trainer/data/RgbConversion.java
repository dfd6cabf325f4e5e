package dev.menny.trainer.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/**
 * Any colour model to 8-bit RGB. Transparent parts are laid on white, the page on which most viewers show them: a
 * cut-out head with dark hair keeps its outline, which it would lose on black.
 */
final class RgbConversion {
    private static final int WHITE = 255;

    private RgbConversion() {}

    static Picture toRgb(BufferedImage image) {
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(image.getWidth(), image.getHeight()), 3)];
        if (hasPlainSamples(image.getColorModel())) {
            copySamples(image, pixels);
        } else {
            copyPacked(image.getColorModel().getColorSpace().isCS_sRGB() ? image : converted(image), pixels);
        }
        return new Picture(image.getHeight(), image.getWidth(), 3, pixels);
    }

    /** Whether samples can be read as they are: grey or sRGB, one sample a band, not multiplied by alpha. */
    private static boolean hasPlainSamples(ColorModel model) {
        int type = model.getTransferType();
        ColorSpace space = model.getColorSpace();
        return model instanceof ComponentColorModel
                && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)
                && (space.getType() == ColorSpace.TYPE_GRAY || space.isCS_sRGB())
                && !model.isAlphaPremultiplied();
    }

    /** Java takes grey samples for linear light and would brighten them; files store them like RGB, so copy them. */
    private static void copySamples(BufferedImage image, byte[] pixels) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        int green = colours == 1 ? 0 : 1;
        int blue = colours == 1 ? 0 : 2;
        int largest = (1 << model.getComponentSize(0)) - 1;
        int[] row = new int[image.getWidth() * bands];
        int target = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, image.getWidth(), 1, row);
            for (int source = 0; source < row.length; source += bands) {
                int alpha = model.hasAlpha() ? to8Bits(row[source + colours], largest) : 255;
                pixels[target++] = onWhite(to8Bits(row[source], largest), alpha);
                pixels[target++] = onWhite(to8Bits(row[source + green], largest), alpha);
                pixels[target++] = onWhite(to8Bits(row[source + blue], largest), alpha);
            }
        }
    }

    private static void copyPacked(BufferedImage image, byte[] pixels) {
        int[] row = new int[image.getWidth()];
        int target = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                int alpha = argb >>> 24;
                pixels[target++] = onWhite((argb >> 16) & 0xff, alpha);
                pixels[target++] = onWhite((argb >> 8) & 0xff, alpha);
                pixels[target++] = onWhite(argb & 0xff, alpha);
            }
        }
    }

    /** Another colour space, converted as a whole: pixel by pixel would take seconds for a photograph. */
    private static BufferedImage converted(BufferedImage image) {
        BufferedImage argb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
        return new ColorConvertOp(null).filter(image, argb);
    }

    private static int to8Bits(int sample, int largest) {
        return largest == 255 ? sample : (sample * 255 + largest / 2) / largest;
    }

    private static byte onWhite(int sample, int alpha) {
        return (byte) (alpha == 255 ? sample : (sample * alpha + WHITE * (255 - alpha) + 127) / 255);
    }
}
