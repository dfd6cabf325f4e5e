package dev.menny.app.training;

import dev.menny.trainer.data.ImageFolder;
import dev.menny.trainer.data.LabeledImage;
import java.io.IOException;
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

    /** What is told of a folder, and what is known of it. */
    private record Offer(DataFolder told, FolderNode found) {}

    /**
     * What there is at present, the bundled portraits first. Looks at some ten thousand files at most, so that not
     * everything below a large root may be found.
     */
    public List<DataFolder> list() {
        return offers().stream().map(Offer::told).toList();
    }

    private List<Offer> offers() {
        List<Offer> offers = new ArrayList<>();
        Path portraits = realPath(bundled).orElse(null);
        if (portraits != null) {
            FolderSurvey.dataFolders(portraits).stream()
                    .filter(found -> found.folder().equals(portraits))
                    .forEach(found -> offers.add(offer(found, bundledId(portraits), "Bundled portraits", true)));
        }
        realPath(root).ifPresent(top -> {
            for (FolderNode found : FolderSurvey.dataFolders(top)) {
                if (!found.folder().equals(portraits)) {
                    String id = id(top, found.folder());
                    offers.add(offer(found, id, id.equals(ROOT_ITSELF) ? name(top) : id, false));
                }
            }
        });
        return offers;
    }

    /**
     * The folder of an id.
     *
     * @param id as {@link #list} tells it; anybody may have written it
     * @return a folder that is listed at present, without links in its path
     * @throws TrainingRefusedException if none of that id is
     */
    public Path resolve(String id) {
        return find(id).folder();
    }

    /** Only what is listed: its size is known, while a walk through any other folder might have no end. */
    private FolderNode find(String id) {
        return offers().stream()
                .filter(offer -> offer.told().id().equals(id))
                .findFirst()
                .map(Offer::found)
                .orElseThrow(() -> new TrainingRefusedException(UNKNOWN));
    }

    /**
     * The pictures of an id's folder.
     *
     * @param id as for {@link #resolve}
     * @throws TrainingRefusedException as there, and if the folder has links to other folders, which nobody has looked
     *     into, or to files outside the root
     * @throws dev.menny.trainer.data.DataException if it holds no pictures to learn from
     */
    ImageFolder open(String id) {
        FolderNode found = find(id);
        Path folder = found.folder();
        found.linkToFolder().ifPresent(link -> {
            throw refusedLink(folder, link);
        });
        ImageFolder pictures = ImageFolder.of(folder);
        Path top = realPath(root).filter(folder::startsWith).orElse(folder);
        for (LabeledImage picture : pictures.images()) {
            if (realPath(picture.file()).filter(file -> file.startsWith(top)).isEmpty()) {
                throw refusedLink(folder, picture.file());
            }
        }
        return pictures;
    }

    private static TrainingRefusedException refusedLink(Path folder, Path link) {
        return new TrainingRefusedException(
                "'%s' in this folder is a link to a place that may not be used: put the pictures themselves there"
                        .formatted(folder.relativize(link)));
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

    private static Offer offer(FolderNode found, String id, String name, boolean isBundled) {
        return new Offer(new DataFolder(id, name, isBundled, found.classes(), found.picturesOfClasses()), found);
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
