package dev.menny.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Where a training may save its weights; looked at before any work is done. */
final class WeightsTarget {
    private WeightsTarget() {}

    static void check(Path file, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new UserError("'%s' is a folder: name a file with --out, such as %s"
                    .formatted(file, file.resolve(TrainCommand.DEFAULT_OUT)));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UserError("'%s' is no ordinary file: choose another --out".formatted(file));
        }
        if (Files.exists(file) && !force) {
            throw new UserError("'%s' exists: choose another --out, or overwrite it with --force".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    "no folder '%s' to save the weights in: make it or choose another --out".formatted(folder));
        }
        requireWritable(file, folder);
    }

    /** Tries it: permissions do not tell of disks that are read-only or full, nor of names that are too long. */
    private static void requireWritable(Path file, Path folder) {
        Path probe = Files.exists(file) ? folder.resolve(".menny-" + UUID.randomUUID() + ".probe") : file;
        try {
            try {
                Files.write(probe, new byte[1], StandardOpenOption.CREATE_NEW);
            } finally {
                Files.deleteIfExists(probe);
            }
        } catch (IOException e) {
            throw new UserError("cannot save weights as '%s' (%s): mend that or choose another --out"
                    .formatted(file, ErrorMessages.reason(e)));
        }
    }
}
