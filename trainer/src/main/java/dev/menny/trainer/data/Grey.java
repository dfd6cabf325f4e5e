package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** Takes the colours away, as often as the chance says, and keeps three channels: what matters is then the shape. */
record Grey(double chance) implements Augmentation {
    Grey {
        if (!(chance >= 0 && chance <= 1)) {
            throw new DataException("grey needs a probability from 0 to 1, e.g. 0.1, got " + chance);
        }
    }

    @Override
    public Picture apply(Picture picture, RandomGenerator random) {
        boolean chosen = random.nextDouble() < chance;
        return chosen && picture.channels() == 3 ? picture.withChannels(1).withChannels(3) : picture;
    }

    @Override
    public String toString() {
        return "grey(" + chance + ")";
    }
}
