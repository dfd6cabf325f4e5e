package dev.menny.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where a picture for the user may be painted; looked at before any work is done. */
final class SheetTarget {
    private SheetTarget() {}

    /**
     * Refuses places where nothing can be painted, or should not be.
     *
     * @param inputs files that must not be painted over, come what may
     * @param force whether another file that exists may be
     */
    static void check(Path file, List<Path> inputs, boolean force) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new UserError("'%s' is a folder: name a file such as %s".formatted(file, file.resolve("sheet.png")));
        }
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new UserError("a sheet is a PNG picture: call it '%s.png'".formatted(file));
        }
        Path place = file.toAbsolutePath().normalize();
        if (inputs.stream().anyMatch(input -> input.toAbsolutePath().normalize().equals(place))) {
            throw new UserError("'%s' is one of the files to read: name another one for the sheet".formatted(file));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new UserError("'%s' is no ordinary file: name another one for the sheet".formatted(file));
        }
        if (Files.exists(file) && !force) {
            throw new UserError("'%s' exists: name another file, or overwrite it with --force".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError("no folder '%s' for the sheet: make it or name another file".formatted(folder));
        }
        if (!Files.isWritable(folder)) {
            throw new UserError("no permission to write in '%s': change it or name another file".formatted(folder));
        }
    }
}
