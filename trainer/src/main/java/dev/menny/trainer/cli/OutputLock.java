package dev.menny.trainer.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps two trainings from writing the same weights and checkpoints; the system lifts it when a process dies. */
final class OutputLock implements AutoCloseable {
    private final FileChannel channel;

    private OutputLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws UserError if another training has it */
    static OutputLock of(Path weights) throws IOException {
        Path file = weights.resolveSibling("." + weights.getFileName() + ".lock");
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        if (lock(channel) == null) {
            // Closing would delete the other one's file; this process is about to end anyway.
            throw new UserError(
                    "another training is writing '%s': wait for it, or choose another --out".formatted(weights));
        }
        return new OutputLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
