package dev.menny.trainer.data;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** Decodes picture files (JPEG, PNG, BMP, GIF, WebP) to 8-bit RGB. Stateless, safe for many threads. */
public final class PictureReader {
    /** More than any camera; a few kilobytes of a hostile file can claim billions. */
    private static final long MAX_PIXELS = 100_000_000;
    // Four as the decoder has them, three as we do.
    private static final long BYTES_PER_PIXEL = 7;

    private PictureReader() {}

    /**
     * Reads a picture (the first frame of an animated one) in RGB, transparent parts laid on white, turned upright where
     * the camera noted how it was held. The content counts, not the extension.
     *
     * @return a picture with three channels
     * @throws DataException if the file is missing, empty, broken, over 100 million pixels or of an unknown kind
     */
    public static Picture read(Path file) {
        return decode(file, reader -> {
            requireBounded(file, sizeOf(reader));
            Orientation orientation = orientation(file, reader);
            return orientation.upright(RgbConversion.toRgb(readWhole(reader)));
        });
    }

    /**
     * Reads the size of the upright picture from its header alone.
     *
     * @throws DataException if the file is missing, empty, broken or of an unknown kind
     */
    public static PictureSize size(Path file) {
        return decode(file, reader -> orientation(file, reader).upright(sizeOf(reader)));
    }

    private static Orientation orientation(Path file, ImageReader reader) throws IOException {
        return OrientationReader.read(file, reader.getFormatName().toLowerCase(Locale.ROOT));
    }

    /** The JPEG decoder paints missing data grey and only warns of it; such a picture would teach grey. */
    private static BufferedImage readWhole(ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (warnings.stream().anyMatch(warning -> warning.contains("premature end"))) {
            throw new EOFException();
        }
        return image;
    }

    private static PictureSize sizeOf(ImageReader reader) throws IOException {
        return new PictureSize(reader.getHeight(0), reader.getWidth(0));
    }

    private static <T> T decode(Path file, Decoding<T> decoding) {
        if (!Files.isRegularFile(file)) {
            throw new DataException("No picture file '%s': check the path".formatted(file));
        }
        // A file stream of our own: ImageIO's would spool to a temporary file, or need a setting for the whole JVM.
        try (FileImageInputStream stream = new FileImageInputStream(file.toFile())) {
            if (stream.length() == 0) {
                throw new DataException("Picture '%s' is empty: replace or delete it".formatted(file));
            }
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw new DataException(
                        "'%s' is not a picture of a known kind (JPEG, PNG, BMP, GIF, WebP): convert or delete it"
                                .formatted(file));
            }
            return decode(file, readers.next(), stream, decoding);
        } catch (IOException e) {
            throw new DataException(
                    "Cannot open picture '%s' (%s): check its permissions".formatted(file, e.getMessage()), e);
        }
    }

    private static <T> T decode(Path file, ImageReader reader, FileImageInputStream stream, Decoding<T> decoding) {
        try {
            reader.setInput(stream, true, true);
            return decoding.apply(reader);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Decoders answer broken files with whatever exception their code runs into.
            throw new DataException("Picture '%s' is broken (%s): replace or delete it".formatted(file, reason(e)), e);
        } finally {
            reader.dispose();
        }
    }

    private static void requireBounded(Path file, PictureSize size) {
        if ((long) size.height() * size.width() > MAX_PIXELS) {
            throw new DataException(
                    "Picture '%s' is %d pixels high and %d wide, over %d million in all: make it smaller"
                            .formatted(file, size.height(), size.width(), MAX_PIXELS / 1_000_000));
        }
        // Decoders hide a lack of memory behind words of broken files.
        if ((long) size.height() * size.width() * BYTES_PER_PIXEL
                > Runtime.getRuntime().maxMemory() / 2) {
            throw new DataException(
                    "Picture '%s' is %d pixels high and %d wide, too large for the memory that there is: allow more (-Xmx), or make it smaller"
                            .formatted(file, size.height(), size.width()));
        }
    }

    private static String reason(Exception e) {
        if (e instanceof EOFException) {
            return "it ends too early";
        }
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    private interface Decoding<T> {
        T apply(ImageReader reader) throws IOException;
    }
}
