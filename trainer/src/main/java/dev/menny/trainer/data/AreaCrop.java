package dev.menny.trainer.data;

import java.util.random.RandomGenerator;

/**
 * A window of a random part of the picture's area and of slightly other proportions, somewhere in the picture (Szegedy et
 * al. 2014, "Going deeper with convolutions", section 6).
 */
record AreaCrop(double minArea) implements PlannedAugmentation {
    private static final double WIDEST = 4 / 3.0;

    AreaCrop {
        if (!(minArea > 0 && minArea <= 1)) {
            throw new DataException(
                    "area-crop needs the least share of the area to keep, above 0 to 1, e.g. 0.5, got " + minArea);
        }
    }

    @Override
    public <C extends Canvas<C>> C change(C canvas, RandomGenerator random) {
        double area = minArea + (1 - minArea) * random.nextDouble();
        // StrictMath: the same bits everywhere, so that a seed means the same data everywhere.
        double logWidest = StrictMath.log(widest(area));
        double aspect = StrictMath.exp((2 * random.nextDouble() - 1) * logWidest);
        return Crop.window(canvas, Math.sqrt(area / aspect), Math.sqrt(area * aspect), random);
    }

    /** A large window has less room for other proportions: neither side may be longer than the picture's. */
    private static double widest(double area) {
        return Math.min(WIDEST, 1 / area);
    }

    @Override
    public double pixelsNeeded(double wanted) {
        return wanted / Math.sqrt(minArea / widest(minArea));
    }

    @Override
    public String toString() {
        return "area-crop(" + minArea + ")";
    }
}
