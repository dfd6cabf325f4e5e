/**
 * From a folder of pictures to batches of floats: reading, splitting, augmenting, resizing and loading in parallel.
 */
@NullMarked
package dev.menny.trainer.data;

import org.jspecify.annotations.NullMarked;
