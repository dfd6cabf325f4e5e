package dev.menny.app.training;

import dev.menny.trainer.data.PictureFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Looks for folders of pictures below another one, the nearest first, and gives up after so many files: below a home folder
 * there may be millions. Links are not followed.
 */
final class FolderSurvey {
    /** How far below the root a folder of pictures may lie. */
    static final int MOST_DEPTH = 3;

    // Class folders, and folders inside them.
    private static final int DEEPEST_LOOK = MOST_DEPTH + 3;
    private static final int MOST_FOLDERS = 2_000;
    private static final int MOST_FILES = 20_000;

    private final Queue<FolderNode> toList = new ArrayDeque<>();
    private int folders;
    private int files;

    private FolderSurvey() {}

    /** The folders with at least two class folders, the root itself perhaps among them; sorted. */
    static List<FolderNode> dataFolders(Path root) {
        FolderNode tree = new FolderNode(root, 0);
        new FolderSurvey().list(tree);
        return tree.dataFolders(MOST_DEPTH);
    }

    private void list(FolderNode root) {
        toList.add(root);
        while (!toList.isEmpty() && folders < MOST_FOLDERS && files < MOST_FILES) {
            FolderNode next = toList.remove();
            folders++;
            listOne(next);
        }
    }

    private void listOne(FolderNode node) {
        boolean isSeenWhole = true;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(node.folder())) {
            for (Path entry : entries) {
                if (++files > MOST_FILES) {
                    return;
                }
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    isSeenWhole &= lookInto(entry, node);
                } else if (Files.isDirectory(entry)) {
                    node.addLinkToFolder(entry);
                } else if (PictureFiles.isPicture(entry)) {
                    node.addPicture();
                }
            }
            if (isSeenWhole) {
                node.setListed();
            }
        } catch (IOException e) {
            // A folder that may not be read holds nothing to learn from.
        }
    }

    /** @return false if it lies too deep, so that nobody knows how much there is */
    private boolean lookInto(Path folder, FolderNode parent) {
        if (isPassedOver(folder.getFileName().toString())) {
            return true;
        }
        if (parent.depth() >= DEEPEST_LOOK) {
            return false;
        }
        toList.add(parent.addChild(folder));
        return true;
    }

    /** True for folders of other programs and for those that a training leaves behind. */
    private static boolean isPassedOver(String name) {
        return name.startsWith(".") || name.endsWith(".report") || name.endsWith(".checkpoints");
    }
}
