package dev.menny.witness;

import dev.menny.nn.ConvBlock;
import dev.menny.nn.Dropout;
import dev.menny.nn.Flatten;
import dev.menny.nn.Linear;
import dev.menny.nn.ReLU;
import dev.menny.nn.Sequential;

/** Menny's two models with the few channels that the witness was made with. */
final class WitnessModels {
    private WitnessModels() {}

    /** On images of 8x8. */
    static Sequential simple() {
        return Sequential.of(
                new ConvBlock(3, 4, 3),
                new ConvBlock(4, 6, 3),
                new Flatten(),
                new Linear(24, 16),
                new ReLU(),
                new Dropout(0),
                new Linear(16, 4));
    }

    /** On images of 16x16. */
    static Sequential complex() {
        return Sequential.of(
                new ConvBlock(3, 4, 3),
                new ConvBlock(4, 6, 3),
                new ConvBlock(6, 8, 3),
                new Dropout(0),
                new Flatten(),
                new Linear(32, 12),
                new ReLU(),
                new Dropout(0),
                new Linear(12, 4));
    }
}
