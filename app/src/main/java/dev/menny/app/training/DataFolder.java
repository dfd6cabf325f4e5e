package dev.menny.app.training;

import java.util.List;

/**
 * A folder of pictures that a model can learn from.
 *
 * @param id what {@link DataFolders#resolve} takes
 * @param name for people
 * @param bundled true for the portraits that come with Menny
 * @param classes names of its class folders, sorted
 * @param pictures files that look like pictures, in all classes
 */
public record DataFolder(String id, String name, boolean bundled, List<String> classes, int pictures) {
    /** Copies the list. */
    public DataFolder {
        classes = List.copyOf(classes);
    }
}
