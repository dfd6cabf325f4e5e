package dev.menny.app.model;

import dev.menny.io.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a training left behind. */
public final class WeightsFolder {
    private static final String ENDING = ".safetensors";

    private WeightsFolder() {}

    private record Candidate(Path file, FileTime modified) {}

    /**
     * The newest file of weights that Menny saved; others' files of that kind are passed over.
     *
     * @throws IOException if the folder cannot be read
     */
    public static Optional<Path> newest(Path folder) throws IOException {
        List<Candidate> newestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            newestFirst = files.filter(file -> file.toString().endsWith(ENDING))
                    .filter(Files::isRegularFile)
                    .map(file -> new Candidate(file, modified(file)))
                    .sorted(Comparator.comparing(Candidate::modified).reversed())
                    .toList();
        }
        return newestFirst.stream()
                .map(Candidate::file)
                .filter(WeightsFolder::isOurs)
                .findFirst();
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        try {
            return Weights.describesModel(file);
        } catch (IOException e) {
            return false; // damaged, or not to be read: as good as none
        }
    }
}
