package dev.menny.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A PNG file as others see it. */
record Decoded(BufferedImage image) {
    static Decoded of(byte[] png) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            assertThat(image).as("a PNG file").isNotNull();
            return new Decoded(image);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int height() {
        return image.getHeight();
    }

    int width() {
        return image.getWidth();
    }

    int channels() {
        return image.getRaster().getNumBands();
    }

    int sample(int y, int x, int channel) {
        return image.getRaster().getSample(x, y, channel);
    }

    int opacity(int y, int x) {
        return sample(y, x, 3);
    }

    /** Relative luminance (Rec. 709), in [0, 1]. */
    double luminance(int y, int x) {
        return 0.2126 * linear(sample(y, x, 0)) + 0.7152 * linear(sample(y, x, 1)) + 0.0722 * linear(sample(y, x, 2));
    }

    private static double linear(int sample) {
        double s = sample / 255.0;
        return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
    }
}
