/** Using a trained model on picture files. */
@NullMarked
package dev.menny.trainer.model;

import org.jspecify.annotations.NullMarked;
