package dev.menny.trainer.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pictures that a model learns from and those that judge it; no file is in both.
 *
 * @param training sorted by class, then by file
 * @param validation sorted by class, then by file
 */
public record Split(List<LabeledImage> training, List<LabeledImage> validation) {
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
    }

    /** See {@link ImageFolder#split}; {@code classes} holds the pictures of one class each, in the order to keep. */
    static Split stratified(List<List<LabeledImage>> classes, double valFraction, long seed) {
        List<LabeledImage> training = new ArrayList<>();
        List<LabeledImage> validation = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<LabeledImage> images = classes.get(label);
            boolean[] held = heldOut(images.size(), valFraction, seed, label);
            for (int i = 0; i < held.length; i++) {
                (held[i] ? validation : training).add(images.get(i));
            }
        }
        return new Split(training, validation);
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
