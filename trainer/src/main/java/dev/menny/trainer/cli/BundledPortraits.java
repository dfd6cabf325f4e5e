package dev.menny.trainer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the pictures that come with Menny. */
public final class BundledPortraits {
    private static final String FOLDER = "portraits";

    private BundledPortraits() {}

    /** {@code portraits} in the current folder, else the one beside the launcher. */
    public static Optional<Path> find() {
        Path here = Path.of(FOLDER);
        if (Files.isDirectory(here)) {
            return Optional.of(here);
        }
        // The launcher tells where Menny lives; an application that brings the trainer along has no such place.
        @Nullable String home = System.getProperty("menny.home");
        return Optional.ofNullable(home).map(place -> Path.of(place, FOLDER)).filter(Files::isDirectory);
    }
}
