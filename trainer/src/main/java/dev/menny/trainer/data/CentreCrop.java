package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/** The middle of the picture, in pixels; of a smaller picture, all there is. Nothing about it is random. */
record CentreCrop(int height, int width) implements PlannedAugmentation {
    CentreCrop {
        if (height < 1 || width < 1) {
            throw new DataException(
                    "centre-crop needs numbers of pixels from 1, e.g. 224, got " + height + " and " + width);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        return canvas.middle(Math.min(height, canvas.height()), Math.min(width, canvas.width()));
    }

    /** It counts pixels, so those of the picture must be as they were. */
    @Override
    public double pixelsNeeded(double wanted) {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public String toString() {
        return height == width ? "centre-crop(" + height + ")" : "centre-crop(" + width + "x" + height + ")";
    }
}
