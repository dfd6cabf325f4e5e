package dev.menny.trainer.train;

import dev.menny.trainer.data.LabeledImage;
import dev.menny.trainer.data.Split;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which pictures a training learns from and is judged by, one line each: part, class, name and a mark of the content,
 * separated by tabs. Folders are left out, so that a data set may be moved.
 */
record DataManifest(List<String> lines) {
    DataManifest {
        lines = List.copyOf(lines);
    }

    /** @param mark tells contents apart */
    static DataManifest of(Split split, Function<Path, String> mark) {
        return new DataManifest(Stream.concat(
                        lines("training", split.training(), split.classes(), mark),
                        lines("validation", split.validation(), split.classes(), mark))
                .toList());
    }

    private static Stream<String> lines(
            String part, List<LabeledImage> images, List<String> classes, Function<Path, String> mark) {
        return images.stream()
                .map(image -> String.join(
                        "\t",
                        part,
                        classes.get(image.label()),
                        String.valueOf(image.file().getFileName()),
                        mark.apply(image.file())));
    }

    static DataManifest parse(String text) {
        return new DataManifest(text.lines().toList());
    }

    String text() {
        return String.join("\n", lines);
    }

    /** Says in what {@code other} differs, in words that go on from "the checkpoint was made with"; empty if in nothing. */
    Optional<String> difference(DataManifest other) {
        if (lines.size() != other.lines.size()) {
            return Optional.of("%,d pictures, here are %,d".formatted(lines.size(), other.lines.size()));
        }
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).equals(other.lines.get(i))) {
                return Optional.of("another picture as number %,d: %s, here is %s"
                        .formatted(i + 1, words(lines.get(i)), words(other.lines.get(i))));
            }
        }
        return Optional.empty();
    }

    private static String words(String line) {
        String[] parts = line.split("\t", -1);
        return parts.length < 4 ? line : "%s/%s in %s (%s)".formatted(parts[1], parts[2], parts[0], parts[3]);
    }
}
