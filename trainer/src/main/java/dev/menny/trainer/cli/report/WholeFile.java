package dev.menny.trainer.cli.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes files that are there whole or not at all: beside their place first, then renamed. */
final class WholeFile {
    private WholeFile() {}

    static void write(Path file, byte[] content) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = target.resolveSibling(".menny-" + UUID.randomUUID() + ".part");
        try {
            Files.write(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // The user does not know the name of the file beside the one that was meant.
            throw new FileSystemException(file.toString(), null, e.getReason());
        } catch (IOException e) {
            throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** As PNG, whatever the file is called. */
    static void write(Path file, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // A stream of our own: ImageIO would spool to a temporary file, or need a setting for the whole JVM.
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", stream);
        }
        write(file, bytes.toByteArray());
    }
}
