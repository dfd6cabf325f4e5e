package dev.menny.trainer.train;

import dev.menny.backend.Pooling;
import dev.menny.nn.MennyModels;
import dev.menny.nn.Sequential;
import dev.menny.tensor.Shape;

/** Menny's two networks. */
public enum Architecture {
    /** Two blocks and 128 hidden features. */
    SIMPLE,
    /** Three blocks and 512 hidden features. */
    COMPLEX;

    Sequential build(Shape image, int classes, Pooling pooling, float dropout) {
        return switch (this) {
            case SIMPLE -> MennyModels.simple(image, classes, pooling, dropout);
            case COMPLEX -> MennyModels.complex(image, classes, pooling, dropout);
        };
    }
}
