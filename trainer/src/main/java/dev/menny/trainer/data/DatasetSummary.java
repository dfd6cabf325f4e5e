package dev.menny.trainer.data;

import java.util.SortedMap;

/**
 * What a folder of pictures holds, for the head of a report.
 *
 * @param perClass number of pictures by class name
 * @param smallest least height and least width over all pictures
 * @param largest greatest height and greatest width over all pictures
 */
public record DatasetSummary(SortedMap<String, Integer> perClass, PictureSize smallest, PictureSize largest) {
    /**
     * Counts the pictures and reads their sizes from their headers.
     *
     * @throws DataException if a header cannot be read
     */
    public static DatasetSummary of(ImageFolder folder) {
        throw new UnsupportedOperationException(folder.toString());
    }

    /** Number of pictures. */
    public int total() {
        return perClass.values().stream().mapToInt(Integer::intValue).sum();
    }
}
