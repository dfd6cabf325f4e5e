package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** Takes the colours away, as often as the chance says, and keeps three channels: what matters is then the shape. */
record Grey(double chance) implements PlannedAugmentation {
    Grey {
        if (!(chance >= 0 && chance <= 1)) {
            throw new DataException("grey needs a probability from 0 to 1, e.g. 0.1, got " + chance);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        return random.nextDouble() < chance ? canvas.grey() : canvas;
    }

    @Override
    public int colourStages(int channels) {
        return channels == 3 ? 1 : 0;
    }

    @Override
    public String toString() {
        return "grey(" + chance + ")";
    }
}
