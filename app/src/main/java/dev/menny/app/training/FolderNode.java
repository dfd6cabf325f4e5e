package dev.menny.app.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder as a survey finds it, with the folders inside it. */
final class FolderNode {
    private final Path folder;
    private final int depth;
    private final List<FolderNode> children = new ArrayList<>();
    private final List<Path> linksToFolders = new ArrayList<>();
    private int ownPictures;
    private boolean isListed;

    FolderNode(Path folder, int depth) {
        this.folder = folder;
        this.depth = depth;
    }

    Path folder() {
        return folder;
    }

    int depth() {
        return depth;
    }

    FolderNode addChild(Path child) {
        FolderNode node = new FolderNode(child, depth + 1);
        children.add(node);
        return node;
    }

    void addPicture() {
        ownPictures++;
    }

    /** @param link to a folder, into which nobody looks */
    void addLinkToFolder(Path link) {
        linksToFolders.add(link);
    }

    /** All that is in it has been seen. */
    void setListed() {
        isListed = true;
    }

    /** A link to another folder in this one or those inside it, if there is one. */
    Optional<Path> linkToFolder() {
        return Stream.concat(linksToFolders.stream(), children.stream().flatMap(child -> child.linkToFolder().stream()))
                .findFirst();
    }

    private String name() {
        return String.valueOf(folder.getFileName());
    }

    /** Names of the folders inside, sorted. */
    List<String> classes() {
        return children.stream().map(FolderNode::name).sorted().toList();
    }

    /** Those in class folders: what lies beside these is of no class. */
    int picturesOfClasses() {
        return children.stream().mapToInt(FolderNode::pictures).sum();
    }

    private int pictures() {
        return ownPictures + picturesOfClasses();
    }

    /** This folder or those inside it that hold class folders, sorted; none inside another one. */
    List<FolderNode> dataFolders(int mostDepth) {
        if (depth > mostDepth) {
            return List.of();
        }
        if (isDataFolder()) {
            return List.of(this);
        }
        return children.stream()
                .sorted(Comparator.comparing(FolderNode::name))
                .flatMap(child -> child.dataFolders(mostDepth).stream())
                .toList();
    }

    /** At least two class folders with pictures of their own, so that a folder of data sets is none itself. */
    private boolean isDataFolder() {
        return isWhollyListed()
                && children.stream().allMatch(child -> child.pictures() > 0)
                && children.stream().filter(child -> child.ownPictures > 0).count() > 1;
    }

    private boolean isWhollyListed() {
        return isListed && children.stream().allMatch(FolderNode::isWhollyListed);
    }
}
