package dev.menny.trainer.data;

/** Menny's augmentations. */
public final class Augmentations {
    private Augmentations() {}

    /**
     * Mirrors left and right.
     *
     * @param probability in [0, 1]
     */
    public static Augmentation flip(double probability) {
        throw new UnsupportedOperationException("" + probability);
    }

    /**
     * Turns about the centre by an angle drawn uniformly from ±{@code maxDegrees}.
     *
     * @param maxDegrees in [0, 180]
     */
    public static Augmentation rotate(double maxDegrees) {
        throw new UnsupportedOperationException("" + maxDegrees);
    }
}
