package dev.menny.app.model;

import dev.menny.io.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a training left behind. */
public final class WeightsFolder {
    private static final String ENDING = ".safetensors";

    private WeightsFolder() {}

    private record Candidate(Path file, FileTime modified) {
        /** Without the ending, so that {@code w-2} comes after {@code w}. */
        String name() {
            String name = String.valueOf(file.getFileName());
            return name.substring(0, name.length() - ENDING.length());
        }
    }

    /**
     * The newest file of weights that Menny saved, of several with the same time the last by name; others' files of that
     * kind are passed over.
     *
     * @throws IOException if the folder cannot be read
     */
    public static Optional<Path> newest(Path folder) throws IOException {
        List<Candidate> newestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            newestFirst = files.filter(file -> file.toString().endsWith(ENDING))
                    .flatMap(file -> candidate(file).stream())
                    .sorted(Comparator.comparing(Candidate::modified)
                            .thenComparing(Candidate::name)
                            .reversed())
                    .toList();
        }
        return newestFirst.stream()
                .map(Candidate::file)
                .filter(WeightsFolder::isOurs)
                .findFirst();
    }

    /** Empty for folders and the like, and for files that vanish while they are looked at. */
    static Optional<FileTime> modified(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.isRegularFile() ? Optional.of(attributes.lastModifiedTime()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Candidate> candidate(Path file) {
        return modified(file).map(modified -> new Candidate(file, modified));
    }

    private static boolean isOurs(Path file) {
        try {
            return Weights.describesModel(file);
        } catch (IOException e) {
            return false; // damaged, or not to be read: as good as none
        }
    }
}
