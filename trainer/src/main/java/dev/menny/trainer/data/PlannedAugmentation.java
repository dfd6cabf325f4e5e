package dev.menny.trainer.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An augmentation that is made of what a {@link Canvas} can do, so that a device can be told what it does instead of being
 * sent what comes of it. Equal draws mean the same change, whoever makes it.
 */
interface PlannedAugmentation extends Augmentation {
    /** Draws what to do, and does it. */
    <C extends Canvas<C>> C change(C canvas, RandomGenerator random);

    @Override
    default Picture apply(Picture picture, RandomGenerator random) {
        return change(new Pixels(picture), random).picture();
    }

    /** How many {@link ColourStage}s a picture of so many channels goes through at most. */
    default int colourStages(int channels) {
        return 0;
    }

    /** True if it may turn pictures by any angle. */
    default boolean turns() {
        return false;
    }

    /**
     * Whether a device can be told of these steps: each is planned, and no more than one turns. The edge that a second turn
     * repeats would lie askew in the picture.
     */
    static boolean planned(List<Augmentation> steps) {
        return steps.stream().allMatch(PlannedAugmentation.class::isInstance)
                && of(steps).stream().filter(PlannedAugmentation::turns).count() <= 1;
    }

    /** Steps that are {@link #planned}, as such. */
    static List<PlannedAugmentation> of(List<Augmentation> steps) {
        return steps.stream().map(PlannedAugmentation.class::cast).toList();
    }
}
