package dev.menny.io;

import dev.menny.nn.Sequential;

/**
 * A model out of a file, with its weights in memory.
 *
 * @param model ready to compute
 * @param card classes, preprocessing and notes
 */
public record SavedModel(Sequential model, ModelCard card) implements AutoCloseable {
    /** Gives the model's memory back. */
    @Override
    public void close() {
        model.close();
    }
}
