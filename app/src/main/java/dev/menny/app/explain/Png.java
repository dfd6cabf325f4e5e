package dev.menny.app.explain;

import dev.menny.trainer.data.Picture;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** PNG files in memory, 8 bits a sample. Nothing is written to a disk. */
public final class Png {
    private static final int GREY = 1;
    private static final int RGB = 3;
    private static final int RGBA = 4;

    private Png() {}

    /** A picture's file: RGB, or grey where the picture is. */
    public static byte[] of(Picture picture) {
        return of(picture.height(), picture.width(), picture.channels(), picture.pixels());
    }

    /**
     * A grey file.
     *
     * @param samples {@code [height,width]} in row-major order, unsigned
     */
    static byte[] grey(int height, int width, byte[] samples) {
        return of(height, width, GREY, samples);
    }

    /**
     * A file in colour with transparency.
     *
     * @param samples {@code [height,width,4]} in row-major order, unsigned: red, green, blue and opacity
     */
    static byte[] rgba(int height, int width, byte[] samples) {
        return of(height, width, RGBA, samples);
    }

    private static byte[] of(int height, int width, int channels, byte[] samples) {
        if (samples.length != (long) height * width * channels) {
            throw new IllegalArgumentException("a picture of %dx%d with %d channels cannot have %,d samples"
                    .formatted(width, height, channels, samples.length));
        }
        return written(image(height, width, channels, samples));
    }

    private static BufferedImage image(int height, int width, int channels, byte[] samples) {
        boolean alpha = channels == RGBA;
        ComponentColorModel colours = new ComponentColorModel(
                ColorSpace.getInstance(channels < RGB ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                DataBuffer.TYPE_BYTE);
        WritableRaster raster = Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length),
                width,
                height,
                width * channels,
                channels,
                IntStream.range(0, channels).toArray(),
                null);
        return new BufferedImage(colours, raster, false, null);
    }

    private static byte[] written(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // A stream of our own: ImageIO's would spool to a temporary file, or need a setting for the whole JVM.
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(image, null, null));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written to", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
