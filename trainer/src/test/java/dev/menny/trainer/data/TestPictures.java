package dev.menny.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures and picture files that tests make for themselves. */
final class TestPictures {
    private TestPictures() {}

    static Picture noise(int height, int width, int channels, long seed) {
        byte[] pixels = new byte[height * width * channels];
        new Random(seed).nextBytes(pixels);
        return new Picture(height, width, channels, pixels);
    }

    static Picture grey(int height, int width, int... samples) {
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            pixels[i] = (byte) samples[i];
        }
        return new Picture(height, width, 1, pixels);
    }

    static int sample(Picture picture, int y, int x, int c) {
        return picture.pixels()[(y * picture.width() + x) * picture.channels() + c] & 0xff;
    }

    static int[] samples(Picture picture) {
        int[] samples = new int[picture.pixels().length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = picture.pixels()[i] & 0xff;
        }
        return samples;
    }

    static double mean(Picture picture) {
        double sum = 0;
        for (byte pixel : picture.pixels()) {
            sum += pixel & 0xff;
        }
        return sum / picture.pixels().length;
    }

    static BufferedImage image(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int rgb = sample(picture, y, x, 0) << 16 | sample(picture, y, x, 1) << 8 | sample(picture, y, x, 2);
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    /** Writes {@code image} in the format that the file's extension names. */
    static Path write(BufferedImage image, Path file) {
        String name = file.toString();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            boolean written = ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
            assertThat(written).as("a writer for %s", file).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** The content of a file that lies beside the tests. */
    static byte[] resource(String name) {
        try (InputStream stream = Objects.requireNonNull(TestPictures.class.getResourceAsStream(name))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder {@code root} with {@code count} small noise pictures in each class; no two pictures are equal. */
    static ImageFolder folder(Path root, int count, String... classes) {
        int seed = 0;
        for (String name : classes) {
            for (int i = 0; i < count; i++) {
                Picture picture = noise(12 + seed % 3, 10, 3, seed++);
                write(image(picture), root.resolve(name).resolve("%03d.png".formatted(i)));
            }
        }
        return ImageFolder.of(root);
    }
}
