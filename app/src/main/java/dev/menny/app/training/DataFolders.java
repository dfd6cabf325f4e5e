package dev.menny.app.training;

import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The folders of pictures that may be learned from: the bundled portraits, and those below one root. */
public final class DataFolders {
    /** The id of the bundled portraits, unless the root has another folder of that name. */
    public static final String PORTRAITS = "portraits";

    private static final String OTHER_PORTRAITS = "bundled:portraits";
    private static final String ROOT_ITSELF = ".";
    private static final int LONGEST_ID = 500;
    private static final String UNKNOWN = "There is no such folder of pictures: choose one from the list";

    private final @Nullable Path bundled;
    private final Path root;

    /**
     * Folders that may be used.
     *
     * @param bundled the portraits that come with Menny, or null without them
     * @param root nothing outside this folder is ever used, besides the portraits
     */
    public DataFolders(@Nullable Path bundled, Path root) {
        this.bundled = bundled;
        this.root = root;
    }

    /**
     * What there is at present, the bundled portraits first. Looks at some ten thousand files at most, so that not
     * everything below a large root may be found.
     */
    public List<DataFolder> list() {
        List<DataFolder> folders = new ArrayList<>();
        Path portraits = realPath(bundled).orElse(null);
        if (portraits != null) {
            FolderSurvey.dataFolders(portraits).stream()
                    .filter(found -> found.folder().equals(portraits))
                    .forEach(found -> folders.add(describe(found, bundledId(portraits), "Bundled portraits", true)));
        }
        realPath(root).ifPresent(top -> {
            for (FolderNode found : FolderSurvey.dataFolders(top)) {
                if (!found.folder().equals(portraits)) {
                    String id = id(top, found.folder());
                    folders.add(describe(found, id, id.equals(ROOT_ITSELF) ? name(top) : id, false));
                }
            }
        });
        return List.copyOf(folders);
    }

    /**
     * The folder of an id.
     *
     * @param id as {@link #list} tells it; anybody may have written it
     * @return a folder that exists, without links in its path
     * @throws TrainingRefusedException if there is none of that id, or it leads out of the root
     */
    public Path resolve(String id) {
        Path portraits = realPath(bundled).orElse(null);
        if (portraits != null && id.equals(bundledId(portraits))) {
            return portraits;
        }
        return realPath(root).flatMap(top -> below(top, id)).orElseThrow(() -> new TrainingRefusedException(UNKNOWN));
    }

    /**
     * The pictures of an id's folder.
     *
     * @param id as for {@link #resolve}
     * @throws TrainingRefusedException as there, and if a link inside the folder leads out of the root
     * @throws dev.menny.trainer.data.DataException if it holds no pictures to learn from
     */
    ImageFolder open(String id) {
        Path folder = resolve(id);
        ImageFolder pictures = ImageFolder.of(folder);
        Path top = realPath(root).filter(folder::startsWith).orElse(folder);
        for (LabeledImage picture : pictures.images()) {
            if (realPath(picture.file()).filter(file -> file.startsWith(top)).isEmpty()) {
                throw new TrainingRefusedException(
                        "'%s' in this folder is a link to a place that may not be used: put the picture itself there"
                                .formatted(folder.relativize(picture.file())));
            }
        }
        return pictures;
    }

    private static Optional<Path> below(Path top, String id) {
        if (id.equals(ROOT_ITSELF)) {
            return Optional.of(top);
        }
        return isSound(id)
                ? realPath(path(top, id)).filter(folder -> folder.startsWith(top) && Files.isDirectory(folder))
                : Optional.empty();
    }

    /** Plain names with slashes between them, as {@link #list} writes them. */
    private static boolean isSound(String id) {
        String[] names = id.split("/", -1);
        if (id.length() > LONGEST_ID || names.length > FolderSurvey.MOST_DEPTH) {
            return false;
        }
        for (String name : names) {
            if (name.isBlank() || FolderSurvey.isPassedOver(name) || name.indexOf('\\') >= 0) {
                return false;
            }
        }
        return id.chars().noneMatch(Character::isISOControl);
    }

    private static @Nullable Path path(Path top, String id) {
        try {
            return top.resolve(id);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static Optional<Path> realPath(@Nullable Path path) {
        if (path == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String bundledId(Path portraits) {
        Optional<Path> namesake = realPath(root.resolve(PORTRAITS));
        return namesake.isEmpty() || namesake.get().equals(portraits) ? PORTRAITS : OTHER_PORTRAITS;
    }

    private static DataFolder describe(FolderNode found, String id, String name, boolean isBundled) {
        return new DataFolder(id, name, isBundled, found.classes(), found.picturesOfClasses());
    }

    private static String id(Path top, Path folder) {
        if (folder.equals(top)) {
            return ROOT_ITSELF;
        }
        List<String> names = StreamSupport.stream(top.relativize(folder).spliterator(), false)
                .map(Path::toString)
                .toList();
        return String.join("/", names);
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
