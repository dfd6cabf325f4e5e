package dev.menny.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pictures that a model learns from and those that judge it; no file is in two parts.
 *
 * @param classes names by label
 * @param training sorted by class, then by file
 * @param validation judge the model while it learns, for early stopping; sorted by class, then by file
 * @param test judge the finished model once and decide nothing; often empty
 */
public record Split(
        List<String> classes, List<LabeledImage> training, List<LabeledImage> validation, List<LabeledImage> test) {
    /** Copies the lists. */
    public Split {
        classes = List.copyOf(classes);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** The pictures of all parts. */
    public List<LabeledImage> images() {
        return Stream.of(training, validation, test).flatMap(List::stream).toList();
    }

    /** The pictures of one part. */
    public List<LabeledImage> part(Part part) {
        return switch (part) {
            case TRAINING -> training;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }

    /**
     * This split without some files.
     *
     * @throws DataException if a class that had pictures to learn from would have none left
     */
    public Split without(Set<Path> files) {
        Split rest =
                new Split(classes, remaining(training, files), remaining(validation, files), remaining(test, files));
        int[] before = counts(Part.TRAINING);
        int[] after = rest.counts(Part.TRAINING);
        for (int label = 0; label < before.length; label++) {
            if (before[label] > 0 && after[label] == 0) {
                throw new DataException("No readable picture of class '%s' is left to learn from: add some"
                        .formatted(classes.get(label)));
            }
        }
        return rest;
    }

    private static List<LabeledImage> remaining(List<LabeledImage> images, Set<Path> without) {
        return images.stream().filter(image -> !without.contains(image.file())).toList();
    }

    /** How many pictures of each class a part has, by label. */
    public int[] counts(Part part) {
        int[] counts = new int[classes.size()];
        part(part).forEach(image -> counts[image.label()]++);
        return counts;
    }

    /** See {@link ImageFolder#split(double, long)}; {@code classes} holds the pictures of one class each, in the order to keep. */
    static Split stratified(List<String> names, List<List<LabeledImage>> classes, double valFraction, long seed) {
        // Written so that NaN fails too.
        if (!(valFraction >= 0 && valFraction < 1)) {
            throw new DataException(
                    "The validation fraction must be at least 0 and below 1, e.g. 0.2, got " + valFraction);
        }
        List<LabeledImage> training = new ArrayList<>();
        List<LabeledImage> validation = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<LabeledImage> images = classes.get(label);
            boolean[] held = heldOut(images.size(), valFraction, seed, label);
            for (int i = 0; i < held.length; i++) {
                (held[i] ? validation : training).add(images.get(i));
            }
        }
        return new Split(names, training, validation, List.of());
    }

    private static boolean[] heldOut(int count, double valFraction, long seed, int label) {
        int wanted = (int) Math.round(count * valFraction);
        if (valFraction > 0 && count >= 2) {
            wanted = Math.clamp(wanted, 1, count - 1);
        } else {
            wanted = 0;
        }
        boolean[] held = new boolean[count];
        int[] order = Seeds.permutation(count, Seeds.stream(seed, Seeds.SPLIT, label));
        Arrays.stream(order, 0, wanted).forEach(i -> held[i] = true);
        return held;
    }
}
