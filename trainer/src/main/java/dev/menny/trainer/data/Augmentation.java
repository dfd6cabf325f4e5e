package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** A random change to a training picture that leaves what it shows recognisable. Stateless; {@code toString} names it. */
public interface Augmentation {
    /** The changed picture, of the same size and channels; {@code picture} itself is never written to. */
    Picture apply(Picture picture, RandomGenerator random);
}
