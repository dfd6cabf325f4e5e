package dev.menny.trainer.data;

import java.nio.file.Path;
import java.util.List;

/** Finds picture files without asking what they show. */
public final class PictureFiles {
    private PictureFiles() {}

    /** True if a file counts as a picture by its name: it has the extension of one, and no dot in front. */
    public static boolean isPicture(Path file) {
        return FolderScan.isPicture(file) && FolderScan.isVisible(file);
    }

    /**
     * All pictures in a folder and the folders inside it, by their extension, sorted by their path; names that start
     * with a dot are passed over.
     *
     * @return at least one
     * @throws DataException if there is none, or the folder cannot be listed
     */
    public static List<Path> below(Path folder) {
        return FolderScan.pictures(folder);
    }
}
