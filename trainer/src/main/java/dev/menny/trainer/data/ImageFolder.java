package dev.menny.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Labelled pictures from a folder that holds one sub-folder a class. Immutable. */
public final class ImageFolder {
    private static final Set<String> NAMES_OF_PARTS =
            Set.of("train", "training", "val", "valid", "validation", "test", "testing");

    private final Path root;
    private final List<String> classes;
    private final List<List<Path>> files;
    private final Set<String> leftOut;

    private ImageFolder(Path root, List<String> classes, List<List<Path>> files, Set<String> leftOut) {
        this.root = root;
        this.classes = List.copyOf(classes);
        this.files = List.copyOf(files);
        this.leftOut = Set.copyOf(leftOut);
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
        List<String> names = folders.stream().map(FolderScan::name).toList();
        if (names.size() > 1 && NAMES_OF_PARTS.containsAll(names)) {
            throw new DataException(
                    "The folders in '%s' are parts of a data set (%s), not classes: name the one to learn from"
                            .formatted(root, String.join(", ", names)));
        }
        return new ImageFolder(
                        root, names, folders.stream().map(FolderScan::pictures).toList(), Set.of())
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
        return matched(root, classes, Set.of(), "The model does not know");
    }

    /**
     * Another folder of the same classes, for {@link #split(ImageFolder)}; those that {@link #withClasses} left out are
     * left out there too.
     *
     * @throws DataException if one of the two folders has a class that the other lacks (the message names it)
     */
    public ImageFolder another(Path otherRoot) {
        ImageFolder other = matched(otherRoot, classes, leftOut, "The training pictures have no class");
        List<String> missing = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            if (other.files.get(label).isEmpty()) {
                missing.add(classes.get(label));
            }
        }
        if (!missing.isEmpty()) {
            throw new DataException("No folder '%s' in '%s', but a class of that name in '%s': add its pictures"
                    .formatted(String.join("', '", missing), otherRoot, root));
        }
        return other;
    }

    private static ImageFolder matched(Path root, List<String> classes, Set<String> ignored, String complaint) {
        List<Path> folders = FolderScan.classFolders(root).stream()
                .filter(folder -> !ignored.contains(FolderScan.name(folder)))
                .toList();
        List<String> unknown = folders.stream()
                .map(FolderScan::name)
                .filter(name -> !classes.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new DataException("%s '%s' of '%s', only %s: move the folder away or rename it"
                    .formatted(complaint, String.join("', '", unknown), root, String.join(", ", classes)));
        }
        List<List<Path>> files = new ArrayList<>(Collections.nCopies(classes.size(), List.of()));
        folders.forEach(folder -> files.set(classes.indexOf(FolderScan.name(folder)), FolderScan.pictures(folder)));
        return new ImageFolder(root, classes, files, ignored);
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

    /** Classes that the folder has, but that are not wanted. */
    Set<String> leftOut() {
        return leftOut;
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
        Set<String> others = new HashSet<>(leftOut);
        others.addAll(classes);
        others.removeAll(wanted);
        return new ImageFolder(root, keptClasses, keptFiles, others).requireTwoClasses();
    }

    /**
     * Cuts off a validation part class by class, so that both parts have the same mixture; depends on the seed alone.
     * A class of two or more pictures has at least one in each part; a single picture goes to training.
     *
     * @param valFraction share of the pictures to validate on, in [0, 1); 0 leaves the validation part empty
     * @throws DataException if {@code valFraction} is outside [0, 1)
     */
    public Split split(double valFraction, long seed) {
        return Split.stratified(classes, labeled(), valFraction, seed);
    }

    /** All pictures of this folder to learn from, all of {@link #another} one to validate on. */
    public Split split(ImageFolder validation) {
        if (!validation.classes.equals(classes)) {
            throw new IllegalArgumentException("Classes %s and %s differ: open the folder with another(root)"
                    .formatted(classes, validation.classes));
        }
        return new Split(classes, images(), validation.images(), List.of());
    }

    /**
     * The parts that a file lists; pictures without a row are left out. Where no row says {@code val}, the validation
     * part is cut from the training rows as {@link #split(double, long)} does it.
     *
     * @throws DataException as {@link SplitFile#of} does, and if a class has no row to learn from
     */
    public Split split(SplitFile rows, double valFraction, long seed) {
        Split split = rows.of(this);
        int[] counts = split.counts(Part.TRAINING);
        for (int label = 0; label < counts.length; label++) {
            if (counts[label] == 0) {
                throw new DataException("No row in '%s' says train for class '%s': add some, or leave the class out"
                        .formatted(rows, classes.get(label)));
            }
        }
        if (!split.validation().isEmpty()) {
            return split;
        }
        Split cut = Split.stratified(classes, byLabel(split.training()), valFraction, seed);
        return new Split(classes, cut.training(), cut.validation(), split.test());
    }

    private List<List<LabeledImage>> byLabel(List<LabeledImage> images) {
        List<List<LabeledImage>> byLabel = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            int of = label;
            byLabel.add(images.stream().filter(image -> image.label() == of).toList());
        }
        return byLabel;
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
