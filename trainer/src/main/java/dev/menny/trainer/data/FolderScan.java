package dev.menny.trainer.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds class folders and the picture files in them, in an order that is the same on every machine. */
final class FolderScan {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "bmp", "gif", "webp");
    private static final String KINDS = "jpg, jpeg, png, bmp, gif or webp";

    private FolderScan() {}

    /** The class folders under {@code root}, sorted by name; at least one. */
    static List<Path> classFolders(Path root) {
        requireFolder(root);
        List<Path> folders;
        try (Stream<Path> entries = Files.list(root)) {
            folders = entries.filter(entry -> Files.isDirectory(entry) && isVisible(entry))
                    .sorted(Comparator.comparing(FolderScan::name))
                    .toList();
        } catch (IOException e) {
            throw unreadable(root, e);
        }
        if (folders.isEmpty()) {
            throw new DataException(
                    "No class folders in '%s': put the pictures into one folder per class, e.g. %s and %s"
                            .formatted(root, root.resolve("cats"), root.resolve("dogs")));
        }
        return folders;
    }

    /** All pictures in a folder and the folders inside it, sorted by their path within it; at least one. */
    static List<Path> pictures(Path folder) {
        List<Path> pictures;
        try (Stream<Path> entries = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            pictures = entries.filter(file -> isPicture(file) && isVisibleBelow(folder, file))
                    .sorted(Comparator.comparing(file -> portablePath(folder, file)))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(folder, e);
        }
        if (pictures.isEmpty()) {
            throw new DataException(
                    "No picture (%s) in folder '%s': add some, or leave the folder out".formatted(KINDS, folder));
        }
        return pictures;
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    private static void requireFolder(Path root) {
        if (!Files.exists(root)) {
            throw new DataException(
                    "No folder '%s': name a folder that holds one folder of pictures per class".formatted(root));
        }
        if (!Files.isDirectory(root)) {
            throw new DataException(
                    "'%s' is a file: name the folder that holds one folder of pictures per class".formatted(root));
        }
    }

    static boolean isPicture(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot >= 0
                && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
                && Files.isRegularFile(file);
    }

    /** Dot names are other programs' notes (.git, ._photo.jpg), whatever the file system calls hidden. */
    static boolean isVisible(Path path) {
        return !name(path).startsWith(".");
    }

    private static boolean isVisibleBelow(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (!isVisible(part)) {
                return false;
            }
        }
        return true;
    }

    private static String portablePath(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static DataException unreadable(Path folder, Exception cause) {
        Throwable reason = cause instanceof UncheckedIOException wrapped ? wrapped.getCause() : cause;
        if (reason instanceof FileSystemLoopException loop) {
            return new DataException(
                    "The link '%s' leads back to a folder that it lies in: remove it".formatted(loop.getFile()), cause);
        }
        return new DataException(
                "Cannot list folder '%s' (%s): check its permissions and links".formatted(folder, cause.getMessage()),
                cause);
    }
}
