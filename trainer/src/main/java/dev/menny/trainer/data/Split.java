package dev.menny.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    public Split {
        classes = List.copyOf(classes);
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** See {@link ImageFolder#split}; {@code classes} holds the pictures of one class each, in the order to keep. */
    static Split stratified(List<String> names, List<List<LabeledImage>> classes, double valFraction, long seed) {
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
