package dev.menny.trainer.data;

import dev.menny.tensor.Scope;
import dev.menny.tensor.Tensor;

/** Pictures and labels for one step. */
public interface Batch {
    /** Number of pictures. */
    default int size() {
        return labels().length;
    }

    /** One class index for each picture; never reused. */
    int[] labels();

    /**
     * The pictures, brought to the device of a scope as they are asked for. Valid until the iterator that gave the batch
     * moves on ({@code next}, or a {@code hasNext} that answers no), because its memory is then filled again.
     *
     * @param scope of the step; of the device that the loader was opened for, if it was opened for one
     * @return values in [0, 1], [size, height, width, channels]
     */
    Tensor pixels(Scope scope);
}
