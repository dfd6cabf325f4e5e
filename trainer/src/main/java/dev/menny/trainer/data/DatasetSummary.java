package dev.menny.trainer.data;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a folder of pictures holds, for the head of a report; {@code toString} is one line.
 *
 * @param perClass number of pictures by class name
 * @param smallest least height and least width over all pictures
 * @param largest greatest height and greatest width over all pictures
 */
public record DatasetSummary(SortedMap<String, Integer> perClass, PictureSize smallest, PictureSize largest) {
    public DatasetSummary {
        perClass = Collections.unmodifiableSortedMap(new TreeMap<>(perClass));
    }

    /**
     * Counts the pictures and reads their sizes from their headers.
     *
     * @throws DataException if a header cannot be read
     */
    public static DatasetSummary of(ImageFolder folder) {
        SortedMap<String, Integer> perClass = new TreeMap<>();
        PictureSize smallest = new PictureSize(Integer.MAX_VALUE, Integer.MAX_VALUE);
        PictureSize largest = new PictureSize(0, 0);
        List<String> classes = folder.classes();
        for (LabeledImage image : folder.images()) {
            perClass.merge(classes.get(image.label()), 1, Integer::sum);
            PictureSize size = PictureReader.size(image.file());
            smallest = new PictureSize(
                    Math.min(smallest.height(), size.height()), Math.min(smallest.width(), size.width()));
            largest =
                    new PictureSize(Math.max(largest.height(), size.height()), Math.max(largest.width(), size.width()));
        }
        return new DatasetSummary(perClass, smallest, largest);
    }

    /** Number of pictures. */
    public int total() {
        return perClass.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        String counts = perClass.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        return "%d pictures in %d classes (%s), height %s, width %s"
                .formatted(
                        total(),
                        perClass.size(),
                        counts,
                        range(smallest.height(), largest.height()),
                        range(smallest.width(), largest.width()));
    }

    private static String range(int least, int greatest) {
        return least == greatest ? String.valueOf(least) : least + " to " + greatest;
    }
}
