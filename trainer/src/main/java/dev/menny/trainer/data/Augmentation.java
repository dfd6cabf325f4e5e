package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/**
 * A change to a training picture, most often a random one, that leaves what it shows recognisable. It happens on pictures
 * of any size, before they are brought to the model's format. Stateless; {@code toString} names it.
 */
public interface Augmentation {
    /** The changed picture, of the same channels and any size; {@code picture} itself is never written to. */
    Picture apply(Picture picture, RandomGenerator random);

    /**
     * How many pixels along an axis a picture must have before this step, for {@code wanted} to be left after it. Larger
     * pictures are made smaller first, which saves memory and time; infinity keeps them as they are.
     */
    default double pixelsNeeded(double wanted) {
        return wanted;
    }

    /**
     * Share of each side that is left after this step, where that share is always the same. A model that learns from such
     * windows is shown the same share, about the middle, when it judges: {@link PictureFormat#centre}.
     */
    default double keptShare() {
        return 1;
    }
}
