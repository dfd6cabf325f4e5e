package dev.menny.trainer.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Files of exactly the same content.
 *
 * @param copies two or more, in the order of the data set
 */
public record Duplicates(List<Copy> copies) {
    /**
     * One of them.
     *
     * @param part where the picture is used
     */
    public record Copy(LabeledImage image, Part part) {}

    /** Copies the list. */
    public Duplicates {
        copies = List.copyOf(copies);
    }

    /** Whether the same picture is to be learnt as different things. */
    public boolean acrossClasses() {
        return copies.stream().map(copy -> copy.image().label()).distinct().count() > 1;
    }

    /** Whether the model is judged by a picture that it learnt, or by one that stopped its training. */
    public boolean acrossParts() {
        return copies.stream().map(Copy::part).distinct().count() > 1;
    }

    /** The files with an equals sign between them. */
    @Override
    public String toString() {
        return copies.stream().map(copy -> "'" + copy.image().file() + "'").collect(Collectors.joining(" = "));
    }
}
