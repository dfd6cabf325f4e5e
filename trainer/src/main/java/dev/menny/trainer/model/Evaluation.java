package dev.menny.trainer.model;

import java.util.List;

/**
 * How a model did on pictures whose classes are known.
 *
 * @param confusion what was taken for what
 * @param loss mean cross-entropy over the pictures, in nats
 * @param mistakes pictures that were taken for something else, those of which the model was surest first
 * @param skipped one line for each picture that could not be read, and so counts nowhere
 */
public record Evaluation(ConfusionMatrix confusion, double loss, List<Mistake> mistakes, List<String> skipped) {
    /** Copies the lists. */
    public Evaluation {
        mistakes = List.copyOf(mistakes);
        skipped = List.copyOf(skipped);
    }

    /** Class names by index. */
    public List<String> classes() {
        return confusion.classes();
    }

    /** Pictures that were judged. */
    public int images() {
        return confusion.total();
    }

    /** Share of the pictures that were taken for what they are, in [0, 1]. */
    public double accuracy() {
        return confusion.accuracy();
    }
}
