package dev.menny.trainer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a training may save its weights; looked at before any work is done. */
final class WeightsTarget {
    private WeightsTarget() {}

    static void check(Path file, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new UserError("'%s' is a folder: name a file with --out, such as %s"
                    .formatted(file, file.resolve(TrainCommand.DEFAULT_OUT)));
        }
        if (Files.exists(file) && !force) {
            throw new UserError("'%s' exists: choose another --out, or overwrite it with --force".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    "no folder '%s' to save the weights in: make it or choose another --out".formatted(folder));
        }
        requireWritable(folder);
    }

    /** Tries it: permissions do not tell of disks that are read-only or full. */
    private static void requireWritable(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, ".menny-", ".probe");
            Files.write(probe, new byte[1]);
            Files.delete(probe);
        } catch (IOException e) {
            throw new UserError("cannot save weights in '%s' (%s): mend that or choose another --out"
                    .formatted(folder, ErrorMessages.reason(e)));
        }
    }
}
