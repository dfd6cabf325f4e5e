package dev.menny.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Puts a file in place at once, whole or not at all: written beside its place, forced to disk, then renamed. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes the content of a new file. */
    @FunctionalInterface
    interface Content {
        void writeTo(FileChannel channel) throws IOException;
    }

    /**
     * Writes bytes.
     *
     * @throws IOException if that fails; the message names the file, and one that exists is as it was
     */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, channel -> {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        });
    }

    static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = checkedFolder(file, target);
        Path part = folder.resolve(".menny-" + UUID.randomUUID() + ".part");
        try {
            writeForced(part, content);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IOException("%s: could not be written: %s".formatted(file, reason(e)), e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Path checkedFolder(Path file, Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "this is a folder: name a file to write");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new FileSystemException(file.toString(), null, "this is no ordinary file: name another one");
        }
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "its folder does not exist: create it first");
        }
        return folder;
    }

    /** The reason alone: people do not know the name of the file beside theirs. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no file can be made in that folder: choose another one";
        }
        String reason = e instanceof FileSystemException failed ? failed.getReason() : null;
        return reason == null ? String.valueOf(e.getMessage()) : reason;
    }

    private static void writeForced(Path part, Content content) throws IOException {
        // Not Files.createTempFile: it would hide the weights from everybody but their owner.
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(channel);
            channel.force(true);
        }
    }
}
