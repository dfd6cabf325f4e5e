package dev.menny.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open file of weights, read at any place by any number of threads. */
final class InputFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final long length;

    private InputFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.length = channel.size();
    }

    /** @throws IOException if it cannot be read; the message names the file and says why */
    static InputFile open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new WeightsFormatException(path, "this is a folder: name the file of weights in it");
        }
        try {
            return new InputFile(path, FileChannel.open(path, StandardOpenOption.READ));
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(path.toString(), null, "there is no such file");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(path.toString(), null, "permission denied");
        }
    }

    Path path() {
        return path;
    }

    /** Bytes in the file when it was opened. */
    long length() {
        return length;
    }

    /** {@code count} bytes from {@code position} on, of numbers in little-endian order. */
    ByteBuffer bytes(long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }

    /** Reads some of the buffer's remaining bytes and says how many: at least one. */
    int read(ByteBuffer bytes, long position) throws IOException {
        int count = channel.read(bytes, position);
        if (count < 0) {
            throw new WeightsFormatException(path, "the file became shorter while it was read");
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
