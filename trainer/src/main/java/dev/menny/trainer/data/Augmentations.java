package dev.menny.trainer.data;

/** Menny's augmentations. */
public final class Augmentations {
    private Augmentations() {}

    /**
     * Mirrors left and right.
     *
     * @param probability in [0, 1]
     * @throws DataException if {@code probability} is outside
     */
    public static Augmentation flip(double probability) {
        return new Flip(probability);
    }

    /**
     * Turns about the centre by an angle drawn uniformly from ±{@code maxDegrees}; what comes in at the corners repeats
     * the nearest edge.
     *
     * @param maxDegrees in [0, 180]
     * @throws DataException if {@code maxDegrees} is outside
     */
    public static Augmentation rotate(double maxDegrees) {
        return new Rotate(maxDegrees);
    }

    /**
     * Moves across and down by distances drawn uniformly from ±{@code maxFraction} of width and height, in whole pixels;
     * what comes in repeats the nearest edge.
     *
     * @param maxFraction in [0, 1)
     * @throws DataException if {@code maxFraction} is outside
     */
    public static Augmentation shift(double maxFraction) {
        return new Shift(maxFraction);
    }
}
