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

    /**
     * Keeps a window of {@code fraction} of each side, at a random place.
     * A model that learns so should judge by the middle of pictures: {@link PictureFormat#withCentre} of the same share.
     *
     * @param fraction in (0, 1]
     * @throws DataException if {@code fraction} is outside
     */
    public static Augmentation crop(double fraction) {
        return new Crop(fraction);
    }

    /**
     * Keeps a window at a random place whose share of the area is drawn uniformly from [{@code minArea}, 1] and whose
     * proportions are those of the picture times a factor drawn log-uniformly from [3/4, 4/3], less where the window
     * would not fit.
     *
     * @param minArea in (0, 1]
     * @throws DataException if {@code minArea} is outside
     */
    public static Augmentation areaCrop(double minArea) {
        return new AreaCrop(minArea);
    }

    /**
     * Multiplies brightness, contrast and saturation by factors drawn uniformly from 1 ± {@code strength}; grey pictures
     * have no saturation.
     *
     * @param strength in [0, 1]
     * @throws DataException if {@code strength} is outside
     */
    public static Augmentation jitter(double strength) {
        return new Jitter(strength);
    }

    /**
     * Takes the colours away and keeps three channels.
     *
     * @param chance in [0, 1]
     * @throws DataException if {@code chance} is outside
     */
    public static Augmentation grey(double chance) {
        return new Grey(chance);
    }

    /**
     * Brings the shorter side to {@code pixels}, proportions kept; not random.
     *
     * @param pixels at least 1
     * @throws DataException if {@code pixels} is less
     */
    public static Augmentation shortSide(int pixels) {
        return new ShortSide(pixels);
    }

    /**
     * Keeps the middle {@code height} x {@code width} pixels, or as many as there are; not random.
     *
     * @param height at least 1
     * @param width at least 1
     * @throws DataException if either is less
     */
    public static Augmentation centreCrop(int height, int width) {
        return new CentreCrop(height, width);
    }
}
