package dev.menny.app.training;

import dev.menny.trainer.train.SettingsText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks before a training whether its weights will find a place: after hours that would be too late. */
final class DiskCheck {
    private static final long SLACK = 16L << 20;

    private DiskCheck() {}

    /**
     * Makes sure that weights fit.
     *
     * @param parameters numbers in them
     * @param output the folder where they go
     * @throws TrainingRefusedException if the disk is too full
     */
    static void require(long parameters, Path output) {
        long needed = parameters * Float.BYTES + SLACK;
        long free = free(output);
        if (needed > free) {
            throw new TrainingRefusedException(
                    "The weights need up to %s of the server's disk, %s are free: delete old ones, or choose a smaller"
                                    .formatted(SettingsText.size(needed), SettingsText.size(free))
                            + " size or model");
        }
    }

    private static long free(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
