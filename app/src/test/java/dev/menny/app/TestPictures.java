package dev.menny.app;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures in memory. */
public final class TestPictures {
    private TestPictures() {}

    /** A picture of smooth colours with some noise, which compresses about as photos do. */
    public static BufferedImage photo(int width, int height, long seed) {
        Random random = new Random(seed);
        int base = random.nextInt(1 << 24);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (base >> 16 & 0xff) + x * 255 / width + random.nextInt(8);
                int green = (base >> 8 & 0xff) + y * 255 / height + random.nextInt(8);
                int blue = (base & 0xff) + (x + y) * 127 / (width + height) + random.nextInt(8);
                image.setRGB(x, y, (red & 0xff) << 16 | (green & 0xff) << 8 | blue & 0xff);
            }
        }
        return image;
    }

    /** A picture's file. */
    public static byte[] file(BufferedImage image, String kind) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, kind, out)) {
                throw new IllegalStateException("no writer for " + kind);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] png(int width, int height, long seed) {
        return file(photo(width, height, seed), "png");
    }

    public static byte[] jpeg(int width, int height, long seed) {
        return file(photo(width, height, seed), "jpg");
    }
}
