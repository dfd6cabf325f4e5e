package dev.menny.trainer.train;

import dev.menny.nn.Layer;
import dev.menny.nn.Normalize;
import java.util.List;

/**
 * What is done to pixels, which lie in [0, 1], before the first convolution: {@code (x - mean) / deviation}.
 *
 * @param mean finite
 * @param deviation finite and above 0
 */
public record Normalization(float mean, float deviation) {
    /** @throws IllegalArgumentException if a number is out of its range */
    public Normalization {
        Normalize.requireSound(mean, deviation);
    }

    /** Pixels stay as they are. */
    public static final Normalization NONE = new Normalization(0, 1);

    List<Layer> layers() {
        return equals(NONE) ? List.of() : List.of(new Normalize(mean, deviation));
    }
}
