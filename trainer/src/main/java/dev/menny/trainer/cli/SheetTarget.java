package dev.menny.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where a picture for the user may be painted; looked at before any work is done. */
final class SheetTarget {
    private SheetTarget() {}

    /** @param inputs pictures that must not be painted over */
    static void check(Path file, List<Path> inputs) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null) {
            throw new UserError("'%s' is a folder: name a file such as %s".formatted(file, file.resolve("sheet.png")));
        }
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".png")) {
            throw new UserError("a sheet is a PNG picture: call it '%s.png'".formatted(file));
        }
        Path place = file.toAbsolutePath().normalize();
        if (inputs.stream().anyMatch(input -> input.toAbsolutePath().normalize().equals(place))) {
            throw new UserError("'%s' is one of the pictures: name another file for the sheet".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError("no folder '%s' for the sheet: make it or name another file".formatted(folder));
        }
        if (!Files.isWritable(folder)) {
            throw new UserError("no permission to write in '%s': change it or name another file".formatted(folder));
        }
    }
}
