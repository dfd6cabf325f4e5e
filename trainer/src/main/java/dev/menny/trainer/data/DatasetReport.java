package dev.menny.trainer.data;

import dev.menny.trainer.data.DatasetCheck.Broken;
import dev.menny.trainer.data.DatasetCheck.Checked;
import dev.menny.trainer.data.DatasetCheck.Sound;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the pictures of a split are; {@code toString} is one line.
 *
 * @param classes names by label with the numbers of readable pictures
 * @param smallest least height and least width over all readable pictures, held upright
 * @param largest greatest height and greatest width
 * @param broken files that cannot be read, in the order of the data set
 * @param duplicates readable files of the same content
 * @param fingerprint tells data sets apart: SHA-256, in hexadecimal digits, over part, class, file name and content of
 *     the readable pictures in their order; the place of the folder does not count
 */
public record DatasetReport(
        List<ClassCount> classes,
        PictureSize smallest,
        PictureSize largest,
        List<BrokenPicture> broken,
        List<Duplicates> duplicates,
        String fingerprint) {
    private static final int NAMED = 5;

    /**
     * Readable pictures of a class.
     *
     * @param training to learn from
     * @param validation to judge by while learning
     * @param test to judge by at the end
     */
    public record ClassCount(String name, int training, int validation, int test) {
        /** All of them. */
        public int total() {
            return training + validation + test;
        }
    }

    /** Copies the lists. */
    public DatasetReport {
        classes = List.copyOf(classes);
        broken = List.copyOf(broken);
        duplicates = List.copyOf(duplicates);
    }

    static DatasetReport of(List<String> names, List<Checked> checked) {
        List<Sound> sound = new ArrayList<>();
        List<BrokenPicture> broken = new ArrayList<>();
        for (Checked picture : checked) {
            switch (picture) {
                case Sound s -> sound.add(s);
                case Broken b -> broken.add(new BrokenPicture(b.image().file(), b.reason()));
            }
        }
        List<PictureSize> sizes = sound.stream().map(Sound::size).toList();
        return new DatasetReport(
                counts(names, sound),
                new PictureSize(
                        sizes.stream().mapToInt(PictureSize::height).min().orElse(0),
                        sizes.stream().mapToInt(PictureSize::width).min().orElse(0)),
                new PictureSize(
                        sizes.stream().mapToInt(PictureSize::height).max().orElse(0),
                        sizes.stream().mapToInt(PictureSize::width).max().orElse(0)),
                broken,
                duplicates(sound),
                fingerprint(names, sound));
    }

    private static List<ClassCount> counts(List<String> names, List<Sound> sound) {
        int[][] counts = new int[names.size()][Part.values().length];
        sound.forEach(picture -> counts[picture.image().label()][picture.part().ordinal()]++);
        List<ClassCount> classes = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            int[] parts = counts[label];
            classes.add(new ClassCount(
                    names.get(label),
                    parts[Part.TRAINING.ordinal()],
                    parts[Part.VALIDATION.ordinal()],
                    parts[Part.TEST.ordinal()]));
        }
        return classes;
    }

    private static List<Duplicates> duplicates(List<Sound> sound) {
        Map<String, List<Duplicates.Copy>> byContent = new LinkedHashMap<>();
        for (Sound picture : sound) {
            byContent
                    .computeIfAbsent(picture.content(), content -> new ArrayList<>())
                    .add(new Duplicates.Copy(picture.image(), picture.part()));
        }
        return byContent.values().stream()
                .filter(copies -> copies.size() > 1)
                .map(Duplicates::new)
                .toList();
    }

    private static String fingerprint(List<String> names, List<Sound> sound) {
        MessageDigest digest = DatasetCheck.sha256();
        for (Sound picture : sound) {
            String row = String.join(
                    "\t",
                    picture.part().word(),
                    names.get(picture.image().label()),
                    FolderScan.name(picture.image().file()),
                    picture.content());
            digest.update((row + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Number of readable pictures. */
    public int total() {
        return classes.stream().mapToInt(ClassCount::total).sum();
    }

    /** How many times as many pictures to learn from the largest class has as the smallest that has any; at least 1. */
    public double imbalance() {
        int[] counts = classes.stream()
                .mapToInt(ClassCount::training)
                .filter(count -> count > 0)
                .sorted()
                .toArray();
        return counts.length == 0 ? 1 : (double) counts[counts.length - 1] / counts[0];
    }

    /**
     * The split without the pictures that cannot be read.
     *
     * @throws DataException if nothing readable is left of a class to learn
     */
    public Split withoutBroken(Split split) {
        return split.without(broken.stream().map(BrokenPicture::file).collect(Collectors.toSet()));
    }

    /**
     * Insists on pictures that can all be read.
     *
     * @throws DataException if some cannot; names the first ones
     */
    public void requireAllReadable() {
        if (!broken.isEmpty()) {
            throw new DataException("%d of %d pictures cannot be read, and none may be left out. %s"
                    .formatted(
                            broken.size(),
                            broken.size() + total(),
                            Listing.of(broken, BrokenPicture::reason, NAMED, ". ")));
        }
    }

    /** What should be mended before the result can be trusted; a line for each, most often none. */
    public List<String> warnings() {
        return DatasetWarnings.of(this, NAMED);
    }

    @Override
    public String toString() {
        String counts = classes.stream()
                .map(count -> count.name() + " " + count.total())
                .collect(Collectors.joining(", "));
        return "%d pictures in %d classes (%s), height %s, width %s"
                .formatted(
                        total(),
                        classes.size(),
                        counts,
                        range(smallest.height(), largest.height()),
                        range(smallest.width(), largest.width()));
    }

    private static String range(int least, int greatest) {
        return least == greatest ? String.valueOf(least) : least + " to " + greatest;
    }
}
