package dev.menny.trainer.data;

import dev.menny.trainer.data.PictureException.Kind;
import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes pictures (JPEG, PNG, BMP, GIF, WebP) to 8-bit RGB. Stateless, safe for many threads. */
public final class PictureReader {
    /** More than any camera; a few kilobytes of a hostile file can claim billions. */
    private static final long MAX_PIXELS = 100_000_000;

    /** ImageIO knows others, in which a few bytes can claim a tile or strip of gigabytes. */
    private static final Set<String> KINDS = Set.of("jpeg", "png", "bmp", "gif", "webp");

    private static final long MILLION = 1_000_000;
    // Four as the decoder has them, three as we do.
    private static final long BYTES_PER_PIXEL = 7;

    private PictureReader() {}

    /**
     * Reads a picture (the first frame of an animated one) in RGB, transparent parts laid on white, turned upright where
     * the camera noted how it was held. The content counts, not the extension.
     *
     * @return a picture with three channels
     * @throws PictureException if the file is missing, empty, broken, over 100 million pixels or of an unknown kind
     */
    public static Picture read(Path file) {
        return read(source(file), MAX_PIXELS);
    }

    /**
     * Reads a picture that is in memory, as {@link #read(Path)} reads files, without writing to a disk.
     *
     * @param content of a picture file; not written to
     * @param maxPixels height times width at most, at least 1; more is refused by the header alone, undecoded
     * @return a picture with three channels
     * @throws PictureException if the content is empty, broken, over {@code maxPixels} or of an unknown kind
     */
    public static Picture read(byte[] content, long maxPixels) {
        return read(new PictureSource.InMemory(content), maxPixels);
    }

    /**
     * Reads the size of the upright picture from its header alone.
     *
     * @throws PictureException if the file is missing, empty, broken or of an unknown kind
     */
    public static PictureSize size(Path file) {
        return size(source(file));
    }

    /**
     * Reads the size of an upright picture that is in memory, from its header alone.
     *
     * @param content of a picture file; not written to
     * @throws PictureException if the content is empty, broken or of an unknown kind
     */
    public static PictureSize size(byte[] content) {
        return size(new PictureSource.InMemory(content));
    }

    private static Picture read(PictureSource source, long maxPixels) {
        return decode(source, reader -> {
            requireBounded(source, sizeOf(reader), maxPixels);
            requireHonest(source, kind(reader));
            Orientation orientation = orientation(source, reader);
            return orientation.upright(RgbConversion.toRgb(readWhole(reader)));
        });
    }

    private static PictureSize size(PictureSource source) {
        return decode(source, reader -> orientation(source, reader).upright(sizeOf(reader)));
    }

    private static PictureSource source(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new PictureException(Kind.MISSING, "No picture file '%s': check the path".formatted(file));
        }
        return new PictureSource.OnDisk(file);
    }

    private static Orientation orientation(PictureSource source, ImageReader reader) throws IOException {
        return OrientationReader.read(source, kind(reader));
    }

    private static String kind(ImageReader reader) throws IOException {
        return reader.getFormatName().toLowerCase(Locale.ROOT);
    }

    /** Refuses what looks small in its header and is not. */
    private static void requireHonest(PictureSource source, String kind) throws IOException {
        try (InputStream bytes = source.bytes()) {
            switch (kind) {
                case "jpeg" -> JpegPasses.requireFew(bytes);
                case "bmp" -> BmpPacking.requirePixels(bytes);
                default -> {
                    // The header says it all.
                }
            }
        }
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

    private static <T> T decode(PictureSource source, Decoding<T> decoding) {
        try (ImageInputStream stream = source.open()) {
            if (source.length() == 0) {
                throw new PictureException(Kind.EMPTY, "%s is empty: %s".formatted(source.picture(), source.remedy()));
            }
            ImageReader reader = reader(stream)
                    .orElseThrow(() -> new PictureException(
                            Kind.UNKNOWN_KIND,
                            "%s is not a picture of a known kind (JPEG, PNG, BMP, GIF, WebP): %s"
                                    .formatted(source.file(), source.conversion())));
            return decode(source, reader, stream, decoding);
        } catch (IOException e) {
            throw new PictureException(
                    Kind.UNREADABLE,
                    "Cannot open picture %s (%s): check its permissions".formatted(source.file(), e.getMessage()),
                    e);
        }
    }

    private static Optional<ImageReader> reader(ImageInputStream stream) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (KINDS.contains(kind(reader))) {
                return Optional.of(reader);
            }
        }
        return Optional.empty();
    }

    private static <T> T decode(
            PictureSource source, ImageReader reader, ImageInputStream stream, Decoding<T> decoding) {
        try {
            reader.setInput(stream, true, true);
            return decoding.apply(reader);
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException | AssertionError e) {
            // Decoders answer broken files with whatever their code runs into; a lack of memory is none of their words.
            throw new PictureException(
                    Kind.BROKEN, "%s is broken (%s): %s".formatted(source.picture(), reason(e), source.remedy()), e);
        } finally {
            reader.dispose();
        }
    }

    private static void requireBounded(PictureSource source, PictureSize size, long maxPixels) {
        long pixels = (long) size.height() * size.width();
        if (pixels > maxPixels) {
            throw tooLarge(source, size, "over %s in all: make it smaller".formatted(inWords(maxPixels)));
        }
        // Decoders hide a lack of memory behind words of broken files.
        if (pixels * BYTES_PER_PIXEL > Runtime.getRuntime().maxMemory() / 2) {
            throw tooLarge(
                    source, size, "too large for the memory that there is: allow more (-Xmx), or make it smaller");
        }
    }

    private static PictureException tooLarge(PictureSource source, PictureSize size, String complaint) {
        return new PictureException(
                Kind.TOO_LARGE,
                "%s is %d pixels high and %d wide, %s"
                        .formatted(source.picture(), size.height(), size.width(), complaint));
    }

    private static String inWords(long pixels) {
        return pixels % MILLION == 0 ? "%d million".formatted(pixels / MILLION) : "%,d".formatted(pixels);
    }

    private static String reason(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException) {
                return "it ends too early";
            }
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
