package dev.menny.trainer.data;

import java.nio.file.Path;
import java.util.List;

/** Labelled pictures from a folder that holds one sub-folder a class. Immutable. */
public final class ImageFolder {
    private final Path root;
    private final List<String> classes;
    private final List<LabeledImage> images;

    private ImageFolder(Path root, List<String> classes, List<LabeledImage> images) {
        this.root = root;
        this.classes = List.copyOf(classes);
        this.images = List.copyOf(images);
    }

    /**
     * Lists the pictures under {@code root}; none is opened.
     *
     * @throws DataException if {@code root} is not a folder, or holds fewer than two class folders, or one without pictures
     */
    public static ImageFolder of(Path root) {
        throw new UnsupportedOperationException(root.toString());
    }

    /** The folder that was read. */
    public Path root() {
        return root;
    }

    /** Class names, sorted; a label is an index into this list. */
    public List<String> classes() {
        return classes;
    }

    /** All pictures, sorted by class, then by file. */
    public List<LabeledImage> images() {
        return images;
    }

    /**
     * The same folder with only some of its classes; labels are numbered anew in sorted order, whatever the order here.
     *
     * @throws DataException if a name is unknown (the message lists the known ones) or fewer than two remain
     */
    public ImageFolder withClasses(List<String> names) {
        throw new UnsupportedOperationException(names.toString());
    }

    /**
     * Cuts off a validation part class by class, so that both parts have the same mixture; depends on the seed alone.
     * A class of two or more pictures has at least one in each part; a single picture goes to training.
     *
     * @param valFraction share of the pictures to validate on, in [0, 1); 0 leaves the validation part empty
     * @throws DataException if {@code valFraction} is outside [0, 1)
     */
    public Split split(double valFraction, long seed) {
        throw new UnsupportedOperationException(valFraction + " " + seed);
    }
}
