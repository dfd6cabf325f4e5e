package dev.menny.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Labelled pictures from a folder that holds one sub-folder a class. Immutable. */
public final class ImageFolder {
    private final Path root;
    private final List<String> classes;
    private final List<List<Path>> files;

    private ImageFolder(Path root, List<String> classes, List<List<Path>> files) {
        this.root = root;
        this.classes = List.copyOf(classes);
        this.files = List.copyOf(files);
    }

    /**
     * Lists the pictures under {@code root} by their extension (jpg, jpeg, png, bmp, gif, webp in either case), also
     * in folders inside a class folder; names that start with a dot are passed over. No picture is opened.
     *
     * @throws DataException if {@code root} is not a folder, or holds fewer than two class folders, or one without
     *     pictures
     */
    public static ImageFolder of(Path root) {
        List<Path> folders = FolderScan.classFolders(root);
        return new ImageFolder(
                        root,
                        folders.stream().map(FolderScan::name).toList(),
                        folders.stream().map(FolderScan::pictures).toList())
                .requireTwoClasses();
    }

    /**
     * Lists pictures to judge a model by. Folders are matched to the model's classes by name, whatever their order; a
     * class without a folder has no pictures here.
     *
     * @param classes the model's, in its order; they become {@link #classes()}, so that labels are the model's outputs
     * @throws DataException if {@code root} is not a folder, a folder in it is no class of the model (the message names
     *     it), or one holds no pictures
     */
    public static ImageFolder of(Path root, List<String> classes) {
        List<Path> folders = FolderScan.classFolders(root);
        List<String> unknown = folders.stream()
                .map(FolderScan::name)
                .filter(name -> !classes.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new DataException("The model does not know '%s' of '%s', only %s: move the folder away or rename it"
                    .formatted(String.join("', '", unknown), root, String.join(", ", classes)));
        }
        List<List<Path>> files = new ArrayList<>(Collections.nCopies(classes.size(), List.of()));
        folders.forEach(folder -> files.set(classes.indexOf(FolderScan.name(folder)), FolderScan.pictures(folder)));
        return new ImageFolder(root, classes, files);
    }

    private ImageFolder requireTwoClasses() {
        if (classes.size() < 2) {
            throw new DataException("Only one class ('%s') in '%s': telling pictures apart needs at least two"
                    .formatted(classes.getFirst(), root));
        }
        return this;
    }

    /** The folder that was read. */
    public Path root() {
        return root;
    }

    /** Class names, sorted unless they are a model's; a label is an index into this list. */
    public List<String> classes() {
        return classes;
    }

    /** All pictures, sorted by class, then by file. */
    public List<LabeledImage> images() {
        return labeled().stream().flatMap(List::stream).toList();
    }

    /**
     * The same folder with only some of its classes; labels are numbered anew in sorted order, whatever the order here.
     *
     * @throws DataException if a name is unknown (the message lists the known ones) or fewer than two remain
     */
    public ImageFolder withClasses(List<String> names) {
        Set<String> wanted = new HashSet<>(names);
        for (String name : names) {
            if (!classes.contains(name)) {
                throw new DataException(
                        "No class '%s' in '%s': choose from %s".formatted(name, root, String.join(", ", classes)));
            }
        }
        if (wanted.isEmpty()) {
            throw new DataException("No class chosen: choose from " + String.join(", ", classes));
        }
        List<String> keptClasses = new ArrayList<>();
        List<List<Path>> keptFiles = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            if (wanted.contains(classes.get(label))) {
                keptClasses.add(classes.get(label));
                keptFiles.add(files.get(label));
            }
        }
        return new ImageFolder(root, keptClasses, keptFiles).requireTwoClasses();
    }

    /**
     * Cuts off a validation part class by class, so that both parts have the same mixture; depends on the seed alone.
     * A class of two or more pictures has at least one in each part; a single picture goes to training.
     *
     * @param valFraction share of the pictures to validate on, in [0, 1); 0 leaves the validation part empty
     * @throws DataException if {@code valFraction} is outside [0, 1)
     */
    public Split split(double valFraction, long seed) {
        // Written so that NaN fails too.
        if (!(valFraction >= 0 && valFraction < 1)) {
            throw new DataException(
                    "The validation fraction must be at least 0 and below 1, e.g. 0.2, got " + valFraction);
        }
        return Split.stratified(classes, labeled(), valFraction, seed);
    }

    private List<List<LabeledImage>> labeled() {
        List<List<LabeledImage>> labeled = new ArrayList<>();
        for (int label = 0; label < files.size(); label++) {
            int of = label;
            labeled.add(files.get(label).stream()
                    .map(file -> new LabeledImage(file, of))
                    .toList());
        }
        return labeled;
    }
}
